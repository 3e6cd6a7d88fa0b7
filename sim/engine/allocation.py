"""The allocation rule of a bookbuild, worked out so that `Offering` can verify it in one pass.

One ratio for everyone, floored to units; below the minimum is nothing; units left go one each by
largest fraction, then earliest order, round after round while there is room.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allocation:
    """Units given to each order, and the whole rounds (`level`) every order with room received."""

    units: tuple[int, ...]
    level: int


def allocate(bids: Sequence[int], offered: int, minimum: int) -> Allocation:
    """Allocate `offered` units to `bids`, all in units; a bid of zero is out of the book."""
    demand = sum(bids)
    giving = min(offered, demand)
    scaled = [bid * giving // demand if bid else 0 for bid in bids]
    given = {place: units for place, units in enumerate(scaled) if units >= minimum and bids[place]}
    rooms = {place: bids[place] - units for place, units in given.items()}
    left = min(giving, sum(bids[place] for place in given)) - sum(given.values())
    level = 0
    # Round by round, all at once while the same orders have room: there may be millions of units.
    while left and (open_rooms := [room for room in rooms.values() if room > level]):
        rounds = min(left // len(open_rooms), min(open_rooms) - level)
        if not rounds:
            break
        left -= rounds * len(open_rooms)
        level += rounds
    fractions = {place: bids[place] * giving % demand for place in given}
    ranked = sorted((p for p in given if rooms[p] > level), key=lambda p: (-fractions[p], p))
    last_ones = set(ranked[:left])
    return Allocation(
        units=tuple(
            given[place] + min(rooms[place], level) + (place in last_ones) if place in given else 0
            for place in range(len(bids))
        ),
        level=level,
    )
