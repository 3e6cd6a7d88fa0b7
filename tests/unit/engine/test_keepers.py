"""Books kept without a chain: faults, corrections, payments shared out of right and wrong books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.custody import Client, Fault, Matching, Tiers, due
from sim.engine.keepers import Keepers, Leg, Payment
from sim.units import Instant

START = date(2024, 1, 1)
CLIENTS = {"ann": "east", "bob": "east", "cat": "west"}
TIERS = Tiers(
    {
        name: Client(name, f"S{number:04d}", custodian, "omnibus")
        for number, (name, custodian) in enumerate(CLIENTS.items(), start=1)
    },
    {"east": "omnibus", "west": "omnibus"},
)


class World:
    """Keepers, a clock that counts days, and a diary of what was planned for them."""

    def __init__(self, *faults: Fault) -> None:
        self.diary: list[tuple[date, Callable[[Instant], None]]] = []
        self.keepers = Keepers(TIERS, faults, day, lambda when, act: self.diary.append((when, act)))
        self.references = 0

    def morning(self, number: int) -> None:
        due_now = [act for when, act in self.diary if when == day(number)]
        self.diary = [entry for entry in self.diary if entry[0] != day(number)]
        for act in due_now:
            act(Instant(number))

    def move(self, at: int, client: str, units: int) -> str:
        self.references += 1
        reference = f"I{self.references:06d}"
        self.keepers.move(at, "HKD", "TRAD", reference, "HKD", [Leg(client, units, -units * 100)])
        return reference

    def pay(self, at: int, record_at: int, received: int | None, **other: object) -> None:
        told = {"reference": "A001", "purpose": "INTR", "num": 1, "den": 3, "basis": "holding"}
        told["redeems"] = other.get("purpose") == "PRIN"
        payment = Payment(
            nominee="omnibus",
            tranche="HKD",
            currency="HKD",
            record_at=Instant(record_at),
            at=at,
            received=received,
            **{**told, **other},
        )
        self.keepers.pay(payment, at)

    def amounts(self, reference: str = "A001") -> dict[tuple[str, str], int]:
        found: Counter[tuple[str, str]] = Counter()
        for line in self.keepers.lines:
            if line.reference == reference:
                found[line.book, line.holder] += line.amount
        return dict(found)


def day(number: int) -> date:
    return START + timedelta(days=number)


def fault(client: str, first: int, resolved: int | None, quantity: int | None = None) -> Fault:
    until = None if resolved is None else day(resolved)
    return Fault(CLIENTS[client], client, "HKD", day(first), until, quantity)


class TestLeftOver:
    def test_each_tier_names_what_rounding_left_with_it(self):
        world = World()
        for client in CLIENTS:
            world.move(1, client, 1)
        # 3 units at a third of a cent: 1 in all, 0.67 to east is 1, 0.33 to west is 0.
        world.pay(3, 2, 1)
        assert world.amounts() == {
            ("omnibus", "east"): 1,
            ("east", "east"): 1,
        }

    def test_a_nominee_that_got_too_little_says_so(self):
        world = World()
        world.move(1, "ann", 2)
        world.move(1, "cat", 2)
        # 4 thirds are 1; each custodian is due 0.67, which is 1.
        world.pay(3, 2, 1)
        assert world.amounts()["omnibus", "omnibus"] == -1
        assert world.amounts()["east", "ann"] == 1

    def test_a_rounded_unit_leaves_nothing(self):
        world = World()
        for client, units in (("ann", 3), ("bob", 4), ("cat", 5)):
            world.move(1, client, units)
        world.pay(3, 2, 12 * 7, num=20, den=3, basis="calculation_amount")
        assert ("east", "east") not in world.amounts()
        assert world.amounts()["east", "bob"] == 28


class TestCorrections:
    def test_a_correction_pays_what_the_record_date_owed(self):
        world = World(fault("ann", 1, 5))
        world.move(1, "ann", 30)
        world.move(1, "bob", 30)
        world.pay(3, 2, 20)
        assert world.amounts()["omnibus", "east"] == 20
        assert world.amounts().get(("east", "ann"), 0) == 0
        world.morning(5)
        assert world.amounts()["east", "ann"] == 10

    def test_a_payment_before_the_fault_is_left_alone(self):
        world = World(fault("ann", 4, 6))
        world.move(1, "ann", 30)
        world.pay(3, 2, 10)
        world.move(4, "ann", 30)
        world.morning(6)
        assert world.amounts()["east", "ann"] == 10
        assert world.keepers.units("ann", "HKD") == 60

    def test_a_fault_strikes_once(self):
        world = World(fault("ann", 1, 9))
        world.move(1, "ann", 30)
        world.move(2, "ann", 5)
        assert world.keepers.units("ann", "HKD") == 5

    def test_two_faults_of_one_client_strike_in_turn(self):
        world = World(fault("ann", 1, 9), fault("ann", 1, 8))
        world.move(1, "ann", 30)
        world.move(2, "ann", 5)
        assert world.keepers.units("ann", "HKD") == 0
        world.morning(8)
        assert world.keepers.units("ann", "HKD") == 5
        world.morning(9)
        assert world.keepers.units("ann", "HKD") == 35


class TestWithheld:
    def test_units_go_at_once_and_money_when_it_comes(self):
        world = World()
        world.move(1, "ann", 30)
        payment = Payment(
            "omnibus",
            "A002",
            "HKD",
            "PRIN",
            "HKD",
            Instant(2),
            100,
            1,
            "calculation_amount",
            3,
            True,
        )
        world.keepers.pay(payment, 3)
        assert world.keepers.units("ann", "HKD") == 0
        assert set(world.amounts("A002").values()) == {0}
        payment.received = 3000
        world.keepers.pay(payment, 4)
        assert world.amounts("A002") == {("omnibus", "east"): 3000, ("east", "ann"): 3000}
        assert world.keepers.units("ann", "HKD") == 0


@st.composite
def histories(draw):
    """Movements day by day, a fault here and there (one a client), and a payment among them."""
    faults = {
        client: fault(
            client,
            draw(st.integers(0, 20)),
            draw(st.one_of(st.none(), st.integers(21, 29))),
            draw(st.one_of(st.none(), st.integers(1, 200))),
        )
        for client in draw(st.sets(st.sampled_from(sorted(CLIENTS))))
    }
    moves = draw(
        st.lists(
            st.tuples(st.integers(1, 20), st.sampled_from(sorted(CLIENTS)), st.integers(1, 99)),
            max_size=15,
        )
    )
    return faults, sorted(moves, key=lambda move: move[0]), draw(st.integers(1, 20))


@given(histories(), st.sampled_from(["calculation_amount", "holding"]))
def test_breaks_are_found_the_same_day_until_they_are_put_right(history, basis):
    faults, moves, record = history
    world, matching, read = World(*faults.values()), Matching(TIERS), 0
    struck: dict[str, tuple[str, Fault]] = {}
    for number in range(31):
        world.morning(number)
        if number == record + 1:
            units = sum(n for at, _, n in moves if at < record)
            received = due(units, 7, 3, basis)
            world.pay(number, record, received, num=7, basis=basis)
        for at, client, units in moves:
            if at == number:
                reference = world.move(at, client, units)
                mine = faults.get(client)
                waits = mine is not None and client not in struck
                if waits and mine.first <= day(number) and mine.quantity != units:
                    struck[client] = reference, mine
        matching.take(world.keepers.lines[read:])
        read = len(world.keepers.lines)
        still = {
            (client, reference)
            for client, (reference, mine) in struck.items()
            if mine.resolved is None or day(number) < mine.resolved
        }
        found = {(d.client, d.reference) for d in matching.differences if d.client}
        assert found == still
    if all(mine.resolved is not None for _, mine in struck.values()):
        assert matching.differences == []
        for client, custodian in CLIENTS.items():
            right = sum(n for at, name, n in moves if name == client and at < record)
            assert world.amounts().get((custodian, client), 0) == due(right, 7, 3, basis)


@pytest.mark.parametrize("basis", ["calculation_amount", "holding"])
def test_every_cent_is_somebodys(basis):
    world = World()
    for number, client in enumerate(CLIENTS, start=1):
        world.move(1, client, 11 * number)
    received = due(66, 7, 3, basis)
    world.pay(3, 2, received, num=7, basis=basis)
    paid = world.amounts()
    assert sum(amount for (book, _), amount in paid.items() if book == "omnibus") == received
    for custodian in ("east", "west"):
        shared = sum(amount for (book, _), amount in paid.items() if book == custodian)
        assert shared == paid["omnibus", custodian]
