"""What every event of a scenario has."""

from __future__ import annotations

from pydantic import Field

from sim.model.facts import Facts
from sim.model.moments import CivilDate
from sim.model.names import Text

__all__ = ["Happening"]


class Happening(Facts):
    """Something that is to happen on a civil day of the deal's zone."""

    date: CivilDate = Field(description="local civil day", examples=["2023-08-16"])
    story: Text | None = Field(
        default=None, description="why it is here", examples=['"A buyer short of cash"']
    )
