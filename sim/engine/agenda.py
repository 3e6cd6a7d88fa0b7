"""What happens next: one heap of (instant, priority, sequence), so that equal seeds run equally.

The same-instant order is a market rule, not an accident: entries of one instant run by priority,
then in the order they were added, and share their phase of the day.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

from sim.errors import GreenbondError
from sim.units import Instant, instant_text


class AgendaOverrun(GreenbondError):
    """A phase holds more transactions than there are seconds before the next one."""

    def __init__(self, phase: str, reached: Instant, following: str, due: Instant) -> None:
        self.phase, self.reached, self.following, self.due = phase, reached, following, due
        super().__init__(
            f"the phase '{phase}' ran until {instant_text(reached)}, past the start of "
            f"'{following}' at {instant_text(due)}: one transaction takes a second; use fewer "
            "instructions a day or larger batches"
        )


@dataclass(order=True, slots=True)
class Entry:
    """One thing to do; compared by its first three fields only."""

    instant: Instant
    priority: int
    sequence: int
    name: str = field(compare=False)
    act: Callable[[], None] = field(compare=False)


class Agenda:
    """Entries in order of time."""

    def __init__(self) -> None:
        self._heap: list[Entry] = []
        self._added = 0

    def add(self, instant: Instant, name: str, act: Callable[[], None], priority: int = 0) -> None:
        """Schedule `act`; entries of one instant run by priority, then as added."""
        heapq.heappush(self._heap, Entry(instant, priority, self._added, name, act))
        self._added += 1

    def run(self, begin: Callable[[Instant], None], reached: Callable[[], Instant]) -> None:
        """Run everything, `begin`ning each instant; `reached` tells the chain's last timestamp.

        Raises:
            AgendaOverrun: when a phase's transactions ran into the next instant.
        """
        phase, since = "", Instant(-1)
        while self._heap:
            entry = heapq.heappop(self._heap)
            if entry.instant > since:
                if phase and reached() >= entry.instant:
                    raise AgendaOverrun(phase, reached(), entry.name, entry.instant)
                begin(entry.instant)
                since = entry.instant
            phase = entry.name
            entry.act()
