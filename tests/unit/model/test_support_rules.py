"""What no contract carries yet: sound as a file, refused by the name of the term before a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import ScenarioError
from sim.model import load, parse
from sim.model.rules import RUN_RULES, hold_to
from sim.run import run

REFUSED = [
    ("[book]", '[[rail]]\nkind = "deposit"\ncurrency = "HKD"\ntitle = "x"\nissuer = "bank"\n'
     "[book]", 'rail.2.kind: "deposit" is a rail no contract settles on yet; '
     'write "cbdc", "stablecoin" or "rtgs"'),
    ('\n[tranche.coupon]\nkind = "fixed"\nrate = 4.05\nfrequency = 2\nday_count = "ACT/365F"',
     'accrual = "adjusted"\n\n[tranche.coupon]\nkind = "fixed"\nrate = 4.05\nfrequency = 2\n'
     'first_coupon = 2023-08-16\nday_count = "ACT/ACT ICMA"',
     'tranche.HKD.accrual: no contract counts an odd period by ACT/ACT ICMA when its dates move; '
     'write "unadjusted"'),
    ('kind = "fixed"\nrate = 4.05', 'kind = "floating"\nreference = "x"\nfixing_days = 2\n'
     "initial_rate = 3",
     'tranche.HKD.coupon.kind: nobody is there to fix the rate; '
     'give a party the role "calculation agent"'),
    ("priced = 2023-02-15", "priced = 2023-02-16", "tranche.HKD.priced: 2023-02-16 is the issue "
     "date too: no order of its book could settle then; write an earlier date"),
    ("yield = 4.05", "yield = -0.5", "tranche.HKD.yield: -0.5 is below 0, which no "
     "contract carries yet; write 0 or more"),
    ("face = 5_000_000", "face = 5_000_000\nlimit_yield = 0", "order.1.limit_yield: 0 is "
     "no limit to the offering, which counts from above 0; write more than 0, or leave it out"),
    ("limit_low = 3.9", "limit_low = 0.001", "book.limit_low: 0.001 is too low: limits "
     "are drawn in hundredths above 0; write 0.01 or more"),
    ("price_low = 99", "price_low = 0.001", "trading.price_low: 0.001 is too low: prices "
     "are drawn in hundredths above 0; write 0.01 or more"),
]  # fmt: skip


def spoiled(sound: str, old: str, new: str) -> str:
    assert old in sound
    may_issue = sound.replace('"central bank"]', '"central bank", "cash issuer"]')
    return may_issue.replace(old, new, 1)


@pytest.mark.parametrize(("sound_part", "broken", "said"), REFUSED)
def test_a_run_refuses_it_by_name(sound: str, sound_part: str, broken: str, said: str) -> None:
    scenario = parse(spoiled(sound, sound_part, broken), "x.toml")
    with pytest.raises(ScenarioError) as refused:
        run(scenario)
    assert [f"{f.key}: {f.problem}; {f.instead}" for f in refused.value.findings] == [said]


@pytest.mark.parametrize(("sound_part", "broken", "said"), REFUSED)
def test_it_is_told_with_the_files_other_mistakes_when_a_run_is_asked_for(
    sound: str, tmp_path: Path, sound_part: str, broken: str, said: str
) -> None:
    file = tmp_path / "x.toml"
    file.write_text(spoiled(spoiled(sound, sound_part, broken), "seed = 7", "seed = -7"))
    with pytest.raises(ScenarioError) as refused:
        load(str(file), {}, RUN_RULES)
    told = [f"{f.key}: {f.problem}; {f.instead}" for f in refused.value.findings]
    assert told[0].startswith("seed: ")
    assert told[1:] == [said]
    assert refused.value.findings[1].line


def test_what_every_contract_carries_is_not_refused(sound: str) -> None:
    hold_to(parse(sound, "x.toml"), RUN_RULES)
