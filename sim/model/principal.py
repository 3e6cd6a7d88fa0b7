"""How the principal of a tranche is paid back: at once, in equal parts, or by a table."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from sim.model.amounts import Factor
from sim.model.facts import Facts
from sim.model.moments import CivilDate

__all__ = [
    "PRINCIPAL_KINDS",
    "BulletPrincipal",
    "FactorOn",
    "LinearPrincipal",
    "Principal",
    "TablePrincipal",
]


class BulletPrincipal(Facts):
    """All of it at maturity."""

    kind: Literal["bullet"] = Field(
        default="bullet", description="how it is paid back", examples=['"bullet"']
    )


class LinearPrincipal(Facts):
    """An equal part with the interest of every period."""

    kind: Literal["linear"] = Field(description="how it is paid back", examples=['"linear"'])


class FactorOn(Facts):
    """What part of original face is outstanding after the payment due on a date."""

    on: CivilDate = Field(description="an interest payment's due date", examples=["2023-08-16"])
    factor: Factor = Field(description="of original face, 0 to 1", examples=["0.75"])


class TablePrincipal(Facts):
    """Parts agreed at issue; between the dates of the table nothing is paid back."""

    kind: Literal["table"] = Field(description="how it is paid back", examples=['"table"'])
    factors: tuple[FactorOn, ...] = Field(
        min_length=1,
        max_length=1_000,
        description="in order of time, down to 0 at maturity",
        examples=["[{ on = 2023-08-16, factor = 0.75 }, { on = 2024-02-16, factor = 0 }]"],
    )


PRINCIPAL_KINDS: Final[dict[str, type[Facts]]] = {
    "bullet": BulletPrincipal,
    "linear": LinearPrincipal,
    "table": TablePrincipal,
}

Principal = Annotated[
    BulletPrincipal | LinearPrincipal | TablePrincipal, Field(discriminator="kind")
]
