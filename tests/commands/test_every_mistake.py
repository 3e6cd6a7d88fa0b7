"""Each mistake a user can make in a file: the whole line said of it, and nothing done.

Tests of the model have more of each kind; this is what a person at the command meets.
"""

from __future__ import annotations

import pytest

#: What the small scenario says, what is written instead, the line it is told on, what is said.
MISTAKES = {
    "unknown key": (
        "size = 50_000_000", "sise = 50_000_000", "sise = 50_000_000",
        "tranche.HKD.sise: is not a known key; write size"),
    "missing key": (
        "size = 50_000_000\n", "", "[[tranche]]",
        "tranche.HKD.size: is missing; add a line like: size = 800_000_000"),
    "missing table": (
        "[offer]", "[calendar]", None, "offer: is missing; add [offer]"),
    "wrong type": (
        "seed = 7", 'seed = "7"', 'seed = "7"',
        'seed: "7" is not a whole number; write a whole number without quotes'),
    "negative": (
        "size = 50_000_000", "size = -5", "size = -5",
        "tranche.HKD.size: -5 is not a possible amount; "
        "write a number above 0 and at most 1000000000000"),
    "zero": (
        "calculation_amount = 500_000", "calculation_amount = 0", "calculation_amount = 0",
        "tranche.HKD.calculation_amount: 0 is not a possible amount; "
        "write a number above 0 and at most 1000000000000"),
    "not a multiple": (
        "size = 50_000_000", "size = 50_100_000", "size = 50_100_000",
        "tranche.HKD.size: 50100000 is not a multiple of the calculation amount, 500000; "
        "write 50000000 or 50500000"),
    "minimum not a multiple": (
        "minimum_denomination = 1_000_000", "minimum_denomination = 1_200_000",
        "minimum_denomination = 1_200_000",
        "tranche.HKD.minimum_denomination: 1200000 is not a multiple of the calculation amount, "
        "500000; write 1000000 or 1500000"),
    "coupon above 100 %": (
        "rate = 4.05", "rate = 100.5", "rate = 100.5",
        "tranche.HKD.coupon.rate: 100.5 is not a possible coupon rate in per cent; "
        "write a number above 0 and at most 100"),
    "maturity before issue": (
        "maturity = 2023-04-16", "maturity = 2023-01-16", "maturity = 2023-01-16",
        "tranche.HKD.maturity: 2023-01-16 is not after the issue date, 2023-02-16; "
        "write a later date"),
    "no date": (
        "maturity = 2023-04-16", "maturity = 2023-02-30", "maturity = 2023-02-30",
        "maturity: no calendar has this date, or no clock this time; "
        "write one that exists, like 2023-02-16"),
    "key twice": (
        "size = 50_000_000", "size = 50_000_000\nsize = 5_000_000", "size = 5_000_000",
        "size: is given twice in this table; leave one of them out"),
    "no quotes": (
        'to = "outsider"', "to = outsider", "to = outsider",
        "to: is not valid TOML: Invalid value; put right this line: "
        "text and names take quotes, numbers and dates none"),
    "a date in words": (
        "maturity = 2023-04-16", 'maturity = "16 April 2023"', 'maturity = "16 April 2023"',
        'tranche.HKD.maturity: "16 April 2023" is not a date; '
        "write a date without quotes, like 2023-02-16"),
    "holiday": (
        "date = 2023-03-20\nseller", "date = 2023-03-19\nseller", "date = 2023-03-19",
        "event.8.date: 2023-03-19 (Sunday) is not a business day in Hong Kong; "
        "write 2023-03-17 or 2023-03-20"),
    "duplicate tranche": (
        "[offer]", None, 'code = "HKD"  # again',
        'tranche.HKD.code: "HKD" is declared twice; give it another code'),
    "duplicate party": (
        'name = "birch"', 'name = "alder"  # again', 'name = "alder"  # again',
        'party.alder.name: "alder" is declared twice; give it another name'),
    "undeclared party": (
        'to = "outsider"', 'to = "outsidr"', 'to = "outsidr"',
        'event.3.to: "outsidr" is not a declared party; write "outsider", '
        "or declare it under [[party]]"),
    "unknown currency": (
        'code = "HKD"\ncurrency = "HKD"', 'code = "HKD"\ncurrency = "HDK"', 'currency = "HDK"',
        'tranche.HKD.currency: "HDK" is not a known currency; write "HKD"'),
    "unknown rail": (
        'rails = ["cbdc"]', 'rails = ["ecbdc"]', 'rails = ["ecbdc"]',
        'tranche.HKD.rails.1: "ecbdc" is not a known rail; write "cbdc"'),
}  # fmt: skip


@pytest.fixture(params=MISTAKES.values(), ids=list(MISTAKES))
def mistaken(request, spoiled) -> tuple[str, str]:
    """The path of a file with one mistake, and the line that must be said of it."""
    old, new, marked, said = request.param
    file = spoiled((old, another_tranche(spoiled()) if new is None else new))
    if marked is None:
        return file, f"{file}: {said}"
    with open(file, encoding="utf-8") as text:
        number = [line.rstrip("\n") for line in text].index(marked) + 1
    return file, f"{file}:{number}: {said}"


def another_tranche(file: str) -> str:
    with open(file, encoding="utf-8") as text:
        whole = text.read()
    again = whole[whole.index("[[tranche]]") : whole.index("[offer]")]
    return again.replace('code = "HKD"', 'code = "HKD"  # again') + "[offer]"


@pytest.mark.parametrize("command", ["check", "run", "cashflows"])
def test_is_told_in_one_line_with_its_place_and_what_to_write(
    greenbond, tmp_path, mistaken, command
):
    file, said = mistaken
    done = greenbond(command, file)
    assert (done.status, done.out) == (2, "")
    assert said in done.err.splitlines()
    assert [path.name for path in tmp_path.iterdir()] == ["spoiled.toml"]


def test_every_mistake_of_a_file_is_told_at_once(greenbond, spoiled):
    """Dates that calendars refuse come with the rest, not in a second round."""
    file = spoiled(
        ("seed = 7", 'seed = "seven"'),
        ("size = 50_000_000", "size = 50_100_000"),
        ("rate = 4.05", "rate = 405"),
        ("maturity = 2023-04-16", "maturity = 2023-04-31"),
        ("closes = 2023-02-15T15:00:00", "closes = 2023-02-15T18:00:00"),
        ("until = 2023-02-24", "until = 2023-02-25"),
        ('to = "outsider"', 'to = "outsidr"'),
    )
    done = greenbond("check", file)
    assert done.status == 2
    assert [line.partition(": ")[2].partition(": ")[0] for line in done.err.splitlines()] == [
        "seed",
        "tranche.HKD.size",
        "maturity",
        "tranche.HKD.coupon.rate",
        "book.closes",
        "event.1.until",
        "event.3.to",
    ]
