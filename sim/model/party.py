"""Who takes part: parties with their roles, investors with their standing, and who may hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from sim.model.facts import Facts, distinct, word
from sim.model.moments import CivilDate
from sim.model.names import Flag, Jurisdiction, Name, Text
from sim.model.words import InvestorClass, Role

__all__ = ["Offer", "Party"]

_Role = Annotated[Role, word("role", Role)]
_Class = Annotated[InvestorClass, word("investor class", InvestorClass)]


class Party(Facts):
    """One account with a name. With a class it is an investor, and may hold once admitted."""

    name: Name = Field(description="as ledgers print it", examples=['"harbour-life"'])
    title: Text = Field(description="the name in full", examples=['"Harbour Life (fictional)"'])
    fictional: Flag = Field(
        default=True, description="false only for roles the sources document", examples=["true"]
    )
    roles: Annotated[tuple[_Role, ...], AfterValidator(distinct)] = Field(
        default=(), description="what it does in the deal", examples=['["arranger"]']
    )
    note: Text | None = Field(
        default=None, description="what the sources say of it", examples=['"platform provider"']
    )
    investor_class: _Class | None = Field(
        default=None,
        alias="class",
        description="its class as an investor",
        examples=['"institution"'],
    )
    jurisdiction: Jurisdiction | None = Field(
        default=None, description="where it is resident", examples=['"HK"']
    )
    kyc_expiry: CivilDate | None = Field(
        default=None, description="last day its identification holds", examples=["2026-12-31"]
    )
    admitted: Flag = Field(
        default=True, description="false keeps an investor off the register", examples=["true"]
    )
    sanctioned: Flag = Field(
        default=False, description="on a sanctions list from the start", examples=["false"]
    )

    through: Name | None = Field(
        default=None,
        description="the custodian it holds through; none = directly, on chain",
        examples=['"harbour-custody"'],
    )
    behind: Name | None = Field(
        default=None,
        description="of a custodian: the nominee that holds for it on chain",
        examples=['"clearing-nominee"'],
    )

    @property
    def is_investor(self) -> bool:
        """Whether it has a class, and so may come onto the register of investors."""
        return self.investor_class is not None

    @property
    def is_nominee(self) -> bool:
        """Whether it holds for others, who are below the chain's sight."""
        return "nominee" in self.roles


class Offer(Facts):
    """To whom the deal is offered, and who runs the book."""

    lead_arranger: Name = Field(
        description="takes up what an investor has not paid for", examples=['"hsbc"']
    )
    classes: Annotated[tuple[_Class, ...], AfterValidator(distinct)] = Field(
        min_length=1, description="classes that may hold", examples=['["institution"]']
    )
    jurisdictions: Annotated[tuple[Jurisdiction, ...], AfterValidator(distinct)] = Field(
        min_length=1, description="residence of those who may hold", examples=['["HK", "SG"]']
    )
