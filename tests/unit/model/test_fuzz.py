"""Files spoiled at random: each is a scenario that can be planned, or refused in words.

Deterministic and bounded, so that a failure here is a failure everywhere; what it finds becomes a
case of `test_mistakes` or `test_rules`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sim.errors import Finding, ScenarioError
from sim.model import load, parse
from sim.schedule import DATE_RULES, plan

SMALL = Path(__file__).parents[2] / "commands" / "small.toml"
BUILT_IN = Path(__file__).parents[3] / "sim" / "scenarios"

# One of everything that terms may have, each of which a spoiled line makes another bond.
TERMS = """
[[tranche]]
code = "T"
currency = "HKD"
rails = ["cbdc"]
size = 50_000_000
calculation_amount = 500_000
minimum_denomination = 1_000_000
issue_price = 100
yield = 4.05
priced = 2023-02-15
issued = 2023-02-16
maturity = 2024-01-16
business_day = "modified_following"
accrual = "adjusted"
tax_account = "outsider"

[tranche.coupon]
kind = "floating"
reference = "HIBOR 6M"
spread = 0.35
multiplier = 1.25
floor = 0.5
cap = 7
fixing_days = 2
fallback = 3.5
fixings = [{ period = 1, value = 3.25 }, { date = 2023-07-13, value = 3 }]
frequency = 2
day_count = "ACT/ACT ICMA"
stub = "short first"
end_of_month = true

[tranche.principal]
kind = "table"
factors = [{ on = 2023-07-16, factor = 0.75 }, { on = 2024-01-16, factor = 0 }]

[[tranche.call]]
date = 2023-07-16
price = 101
notice = 20

[[tranche.put]]
date = 2023-07-16
notice = 15

[[tranche.partial_call]]
date = 2023-07-16
share = 12.5
notice = 20

[[tranche.tap]]
from = 2023-03-01
until = 2023-06-30
units = 40

[tranche.tax_call]
notice = 30

[tranche.clean_up_call]
threshold = 10
notice = 30

[[tranche.tax]]
jurisdiction = "US"
rate = 30
"""

VALUES = st.sampled_from(
    [
        *("0", "-1", "1", "2", "400", "-0.0", "1.5", "1e-7", "1e400", "1e-400", "nan", "-inf"),
        *("1_000_000_000", "9223372036854775808", "9" * 400, "0.000001", "100", "100.000001"),
        *('""', '" "', '"x"', '"HKD"', '"\\u0000"', '"\\u202e綠"', "'a'", '"""a\nb"""'),
        *("true", "[]", "[[]]", "{}", "[{}, 3]", "{ kind = 3 }", '["cbdc", 3]'),
        *(f'"{"a" * 400}"', "[" * 80 + "]" * 80),
        *("0001-01-01", "9999-12-31", "2014-01-01", "2099-12-31", "2023-02-30", "2023-02-18"),
        *("2023-02-14T09:00:00", "9999-12-31T23:59:59", "2023-02-15T15:00:00Z", "10:00:00"),
        *('"fixed"', '"zero"', '"stepped"', '"inflation"', '"linear"', '"long last"', '"last"'),
        "[{ from = 2023-02-16, rate = 3 }, { from = 2023-07-16, rate = 4 }]",
        "[{ period = 2, value = -1 }, { date = 2023-02-14, value = 3 }]",
        "[{ on = 2024-01-16, factor = 0.5 }]",
        *('"treasury"', '"deployer"', '"investor-001"', '"UTC"', '"leapseconds"', '["HK", "NY"]'),
    ]
)  # fmt: skip
KEYS = st.sampled_from(
    ["settlement_days", "record_days", "expiry_days", "calendars", "isin", "rail", "until", "at",
     "face", "units", "limit_yield", "closures", "roles", "class", "__class__", '"a b"', "a.b",
     "first_coupon", "last_coupon", "steps", "rate"]
)  # fmt: skip
LETTERS = st.sampled_from(["\0", "\x1b", "\r", "\ufeff", "\u2028", '"', "#", "=", "[", "}", "\\"])
ASSIGNMENT = re.compile(r"[\w-]+ = ")


@st.composite
def spoiled(draw: st.DrawFn, text: str) -> str:
    """The text with a few lines changed, taken away, doubled, moved or added."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        match draw(st.sampled_from(["value"] * 5 + ["gone", "twice", "new", "letter", "heading"])):
            case "value" if ASSIGNMENT.match(line):
                lines[place] = f"{line.partition(' = ')[0]} = {draw(VALUES)}"
            case "gone":
                del lines[place]
            case "twice":
                lines.insert(draw(st.integers(0, len(lines))), line)
            case "new":
                lines.insert(place, f"{draw(KEYS)} = {draw(VALUES)}")
            case "letter":
                at = draw(st.integers(0, len(line)))
                lines[place] = line[:at] + draw(LETTERS) + line[at:]
            case "heading":
                lines[place] = line.replace("[[", "[").replace("]]", "]")
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)


BOUNDED = settings(
    max_examples=250,
    deadline=5_000,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def planned_or_refused(text: str, overrides: dict[str, str]) -> None:
    for finding in findings_of(text, overrides):
        assert finding.problem
        assert finding.instead
        assert str(finding).isprintable()
        assert len(str(finding)) < 1_000


def findings_of(text: str, overrides: dict[str, str]) -> tuple[Finding, ...]:
    try:
        plan(parse(text, "x.toml", overrides, DATE_RULES))
    except ScenarioError as refused:
        return refused.findings
    return ()


@BOUNDED
@given(st.data())
def test_a_file_spoiled_at_random(data: st.DataObject) -> None:
    planned_or_refused(data.draw(spoiled(SMALL.read_text(encoding="utf-8"))), {})


@BOUNDED
@given(st.data())
def test_terms_spoiled_at_random(data: st.DataObject) -> None:
    text = SMALL.read_text(encoding="utf-8")
    first, last = text.index("[[tranche]]"), text.index("[offer]")
    terms = data.draw(spoiled(TERMS))
    planned_or_refused(f"{text[:first]}{text[first:last]}{terms}\n{text[last:]}", {})


def test_the_terms_that_are_spoiled_are_sound() -> None:
    assert findings_of(f"{SMALL.read_text(encoding='utf-8')}{TERMS}", {}) == ()


@pytest.mark.parametrize(
    "name", ["custodian-break", "default-and-recovery", "floating", "reopened"]
)
def test_a_story_that_lost_a_line(name: str) -> None:
    """Rules that compare tables meet each of their keys missing."""
    lines = (BUILT_IN / f"{name}.toml").read_text(encoding="utf-8").split("\n")
    for place, line in enumerate(lines):
        if ASSIGNMENT.match(line):
            planned_or_refused("\n".join(lines[:place] + lines[place + 1 :]), {})


@BOUNDED
@given(
    st.dictionaries(
        st.sampled_from(
            ["seed", "rail", "title", "start", "end", "tranche", "tranche.HKD", "tranche.1.size",
             "tranche.HKD.coupon", "tranche.HKD.maturity", "event.1.until", "event.0", "event.-1",
             "book", "party", "party.bank.roles", "calendar.closures", "", ".", "..", "seed.seed"]
        ),
        VALUES | st.text(max_size=5) | st.sampled_from(["\udce9", "[", "7\nx = 1", "[" * 5_000]),
        min_size=1,
        max_size=2,
    )
)  # fmt: skip
def test_keys_set_at_random(overrides: dict[str, str]) -> None:
    planned_or_refused(SMALL.read_text(encoding="utf-8"), overrides)


@settings(BOUNDED, max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_bytes_at_random(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "random.toml"
    file.write_bytes(raw)
    with pytest.raises(ScenarioError) as refused:
        load(str(file), {}, DATE_RULES)
    assert all(str(finding).isprintable() for finding in refused.value.findings)
