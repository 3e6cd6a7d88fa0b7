"""Instances made by slots' setters are those that the class makes itself."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from sim.chain.frozen import maker


@dataclass(frozen=True, slots=True)
class Place:
    block: int


@dataclass(frozen=True, slots=True)
class Moved(Place):
    units: int
    to: str


def test_it_makes_what_the_class_makes():
    made = maker(Moved)(1, 2, "a")
    assert made == Moved(1, 2, "a")
    assert hash(made) == hash(Moved(1, 2, "a"))
    assert type(made) is Moved
    assert repr(made) == repr(Moved(1, 2, "a"))
    assert maker(Moved) is not Moved


def test_it_is_as_frozen():
    made = maker(Moved)(1, 2, "a")
    with pytest.raises(FrozenInstanceError):
        made.units = 3


@pytest.mark.parametrize("values", [(1, 2), (1, 2, "a", 4)])
def test_it_takes_each_field_once(values):
    with pytest.raises(TypeError):
        maker(Moved)(*values)


@dataclass(frozen=True, slots=True)
class Checked:
    units: int

    def __post_init__(self) -> None:
        assert self.units > 0


@dataclass(frozen=True)
class Open:
    units: int


@dataclass(frozen=True, slots=True)
class Counted:
    units: int
    twice: int = field(init=False, default=2)


@pytest.mark.parametrize("cls", [Checked, Open, Counted, tuple])
def test_a_class_that_does_more_makes_its_own(cls):
    assert maker(cls) is cls
