"""The agenda: order of time, then of priority, then of entry; phases that overrun are refused."""

from __future__ import annotations

import pytest

from sim.engine.agenda import Agenda, AgendaOverrun
from sim.units import Instant


class Clock:
    """A chain's clock as the agenda sees it: one transaction a second from the instant begun."""

    def __init__(self) -> None:
        self.at = 0
        self.begun: list[int] = []

    def begin(self, instant: Instant) -> None:
        self.begun.append(instant)

    def reached(self) -> Instant:
        return Instant(self.at)

    def transact(self, times: int) -> None:
        self.at = max(self.at, self.begun[-1] - 1) + times


@pytest.fixture
def agenda() -> Agenda:
    return Agenda()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def done() -> list[str]:
    return []


class TestOrder:
    def test_by_instant_whatever_was_added_first(self, agenda, clock, done):
        agenda.add(Instant(30), "close", lambda: done.append("close"))
        agenda.add(Instant(10), "open", lambda: done.append("open"))
        agenda.add(Instant(20), "pay", lambda: done.append("pay"))
        agenda.run(clock.begin, clock.reached)
        assert done == ["open", "pay", "close"]

    def test_of_one_instant_by_priority(self, agenda, clock, done):
        agenda.add(Instant(10), "phase", lambda: done.append("principal"), priority=2)
        agenda.add(Instant(10), "phase", lambda: done.append("interest"), priority=1)
        agenda.run(clock.begin, clock.reached)
        assert done == ["interest", "principal"]

    def test_of_one_priority_as_added(self, agenda, clock, done):
        for name in "cab":
            agenda.add(Instant(10), "phase", lambda name=name: done.append(name))
        agenda.run(clock.begin, clock.reached)
        assert done == ["c", "a", "b"]

    def test_names_and_actions_are_never_compared(self, agenda, clock):
        agenda.add(Instant(10), "b", lambda: None)
        agenda.add(Instant(10), "a", print)
        agenda.run(clock.begin, clock.reached)
        assert clock.begun == [10]

    def test_an_action_may_add_entries_that_come_later(self, agenda, clock, done):
        def first() -> None:
            done.append("first")
            agenda.add(Instant(20), "later", lambda: done.append("added"))

        agenda.add(Instant(10), "now", first)
        agenda.add(Instant(30), "last", lambda: done.append("last"))
        agenda.run(clock.begin, clock.reached)
        assert done == ["first", "added", "last"]

    def test_an_action_may_add_to_its_own_instant(self, agenda, clock, done):
        agenda.add(Instant(10), "phase", lambda: agenda.add(Instant(10), "phase", more))

        def more() -> None:
            done.append("more")

        agenda.run(clock.begin, clock.reached)
        assert done == ["more"]
        assert clock.begun == [10]


class TestBegin:
    def test_each_instant_once(self, agenda, clock):
        for instant in (10, 10, 20, 20, 20):
            agenda.add(Instant(instant), "phase", lambda: None)
        agenda.run(clock.begin, clock.reached)
        assert clock.begun == [10, 20]

    def test_the_epoch_itself_is_begun(self, agenda, clock):
        agenda.add(Instant(0), "phase", lambda: None)
        agenda.run(clock.begin, clock.reached)
        assert clock.begun == [0]

    def test_an_empty_agenda_begins_nothing(self, agenda, clock):
        agenda.run(clock.begin, clock.reached)
        assert clock.begun == []

    def test_an_agenda_that_ran_is_empty(self, agenda, clock, done):
        agenda.add(Instant(10), "phase", lambda: done.append("once"))
        agenda.run(clock.begin, clock.reached)
        agenda.run(clock.begin, clock.reached)
        assert done == ["once"]


class TestOverrun:
    @pytest.fixture
    def two_phases(self, agenda, clock):
        def run(transactions: int) -> None:
            agenda.add(Instant(100), "settlement opens", lambda: clock.transact(transactions))
            agenda.add(Instant(110), "notices", lambda: None)
            agenda.run(clock.begin, clock.reached)

        return run

    def test_a_phase_may_use_every_second_before_the_next(self, two_phases, clock):
        two_phases(10)
        assert clock.begun == [100, 110]

    def test_one_more_is_refused_and_named(self, two_phases, clock):
        with pytest.raises(AgendaOverrun) as caught:
            two_phases(11)
        assert clock.begun == [100]
        assert caught.value.phase == "settlement opens"
        assert caught.value.reached == 110
        assert caught.value.following == "notices"
        assert caught.value.due == 110

    def test_the_message_says_what_to_do(self, two_phases):
        with pytest.raises(AgendaOverrun, match=r"'settlement opens' ran until 1970-01-01T00:01"):
            two_phases(11)
        with pytest.raises(AgendaOverrun, match="larger batches"):
            two_phases(11)

    def test_entries_of_one_instant_share_its_phase(self, agenda, clock, done):
        agenda.add(Instant(10), "phase", lambda: clock.transact(5))
        agenda.add(Instant(10), "phase", lambda: done.append("same instant"))
        agenda.run(clock.begin, clock.reached)
        assert done == ["same instant"]

    def test_what_happened_before_the_first_entry_is_no_overrun(self, agenda, clock):
        clock.at = 50
        agenda.add(Instant(10), "phase", lambda: None)
        agenda.run(clock.begin, clock.reached)
        assert clock.begun == [10]
