"""The nominee's word against the custodian's: exactly what differs is found, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sim.custody import Booking, Client, Matching, Standing, Tiers

TIERS = Tiers(
    {
        name: Client(name, f"S{number:04d}", custodian, "omnibus")
        for number, (name, custodian) in enumerate(
            {"ann": "east", "bob": "east", "cat": "west"}.items(), start=1
        )
    },
    {"east": "omnibus", "west": "omnibus"},
)


def told(found) -> list[tuple]:
    return [(d.custodian, d.reference, d.client, d.currency, d.told, d.booked) for d in found]


def test_equal_lines_agree(tiers, line):
    matching = Matching(tiers)
    matching.take(
        [line("omnibus", "east", 12, -600, for_client="ann"), line("east", "ann", 12, -600)]
    )
    assert matching.differences == []
    assert matching.totals == {("east", "HKD"): (12, 12)}


def test_a_missing_line_is_named(tiers, line):
    matching = Matching(tiers)
    matching.take([line("omnibus", "east", 12, -600, for_client="ann")])
    assert told(matching.differences) == [("east", "I000001", "ann", "", 12, 0)]
    assert matching.totals == {("east", "HKD"): (12, 0)}


def test_a_line_nobody_told_of_is_named(tiers, line):
    matching = Matching(tiers)
    matching.take([line("west", "cat", 3)])
    assert told(matching.differences) == [("west", "I000001", "cat", "", 0, 3)]


def test_the_wrong_client_makes_two_differences_though_totals_agree(tiers, line):
    matching = Matching(tiers)
    matching.take([line("omnibus", "east", 12, for_client="ann"), line("east", "bob", 12)])
    assert told(matching.differences) == [
        ("east", "I000001", "ann", "", 12, 0),
        ("east", "I000001", "bob", "", 0, 12),
    ]
    assert matching.totals == {("east", "HKD"): (12, 12)}


def test_money_is_compared_where_units_agree(tiers, line):
    matching = Matching(tiers)
    matching.take(
        [line("omnibus", "east", 12, -600, for_client="ann"), line("east", "ann", 12, -599)]
    )
    assert told(matching.differences) == [("east", "I000001", "ann", "HKD", -600, -599)]


def test_a_payment_is_matched_in_all(tiers, line):
    paid = {"purpose": "INTR", "reference": "A001"}
    matching = Matching(tiers)
    matching.take(
        [
            line("omnibus", "east", 0, 100, **paid),
            line("east", "ann", 0, 66, **paid),
            line("east", "bob", 0, 33, **paid),
        ]
    )
    assert told(matching.differences) == [("east", "A001", "", "HKD", 100, 99)]
    # What rounding left is the keeper's own line.
    matching.take([line("east", "east", 0, 1, **paid)])
    assert matching.differences == []


def test_what_a_nominee_keeps_itself_is_no_custodians(tiers, line):
    matching = Matching(tiers)
    matching.take([line("omnibus", "omnibus", 0, 1, purpose="INTR", reference="A001")])
    assert matching.differences == []
    assert matching.totals == {}


def test_refusals_count_nowhere(tiers, line):
    matching = Matching(tiers)
    matching.take([line("east", "ann", -9, standing=Standing.REFUSED, reference="")])
    assert (matching.differences, matching.totals) == ([], {})


@st.composite
def histories(draw):
    """Bookings of many references, some of which a custodian misses, mistypes, or puts right."""
    lines: list[Booking] = []
    expected: dict[tuple[str, str], tuple[int, int]] = {}
    for number in range(1, draw(st.integers(0, 12)) + 1):
        client = TIERS.clients[draw(st.sampled_from(sorted(TIERS.clients)))]
        units = draw(st.integers(-50, 50).filter(bool))
        reference = f"I{number:06d}"
        above = Booking(
            number, number, "omnibus", client.custodian, client.account, "HKD", "TRAD",
            units, "HKD", -units, reference,
        )  # fmt: skip
        below = replace(above, book=client.custodian, holder=client.name)
        wrote = draw(st.sampled_from([units, 0, units + 1, -units]))
        lines += [above, replace(below, units=wrote)]
        mended = draw(st.booleans())
        if wrote != units and mended:
            lines.append(replace(below, units=units - wrote, amount=0, standing=Standing.CORRECTED))
        elif wrote != units:
            expected[client.name, reference] = units, wrote
    return lines, expected


@given(histories())
def test_the_differences_are_those_that_were_made(history):
    lines, expected = history
    matching = Matching(TIERS)
    for line in lines:
        matching.take([line])
    found = {(d.client, d.reference): (d.told, d.booked) for d in matching.differences}
    assert found == expected
    for custodian in TIERS.custodians:
        mine = [d for d in matching.differences if d.custodian == custodian]
        above, below = matching.totals.get((custodian, "HKD"), (0, 0))
        assert above - below == sum(d.told - d.booked for d in mine)


@given(histories(), st.randoms())
def test_the_order_of_lines_does_not_matter(history, chance):
    lines, expected = history
    shuffled = list(lines)
    chance.shuffle(shuffled)
    matching = Matching(TIERS)
    matching.take(shuffled)
    assert {(d.client, d.reference): (d.told, d.booked) for d in matching.differences} == expected
