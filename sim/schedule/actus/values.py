"""One term after another, read out of JSON: each mistake noted under its name, none fatal."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from sim.errors import BadInput, Finding
from sim.model.facts import shown
from sim.model.words import one_of, quoted
from sim.schedule.actus.moments import Moment, Step

__all__ = ["Reader", "fraction_of"]

_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
#: Longer numbers are refused before any power of ten is built.
_MOST_DIGITS: Final = 40
_YEARS: Final = range(1900, 3000)


class Reader:
    """The terms of one contract. What cannot be read is noted in `findings` and given as None.

    A term that is null or blank counts as not written.
    """

    def __init__(self, file: str, place: str, terms: Mapping[str, Any]) -> None:
        """Of the object at `place` in the file, such as `terms` or `pam01.terms`."""
        self._file, self._place = file, place
        self._terms = {name: v for name, v in terms.items() if not _is_blank(v)}
        self.findings: list[Finding] = []

    @property
    def names(self) -> Collection[str]:
        """The terms that are written."""
        return self._terms.keys()

    def note(self, name: str, problem: str, instead: str) -> None:
        """Note what is wrong with a term, once."""
        key = ".".join(filter(None, (self._place, name)))
        if all(finding.key != key for finding in self.findings):
            self.findings.append(Finding(self._file, key, None, problem, instead))

    def refuse(self) -> None:
        """Raise BadInput if anything was noted."""
        if self.findings:
            raise BadInput(self.findings)

    def need(self, name: str, instead: str) -> None:
        """Note a term that is not written and must be."""
        if name not in self._terms:
            self.note(name, "is missing", instead)

    def text(self, name: str) -> str | None:
        """A term that is text."""
        value = self._terms.get(name)
        if value is None or isinstance(value, str):
            return None if value is None else value.strip()
        self.note(name, f"{shown(value)} is not text", "write it in quotation marks")
        return None

    def word(self, name: str, known: Collection[str]) -> str | None:
        """A term that is one of some words."""
        value = self.text(name)
        if value is None or value in known:
            return value
        self.note(name, f"{shown(value)} is not supported", one_of(value, known))
        return None

    def number(self, name: str) -> Fraction | None:
        """A term that is a number; like the published tests, it may be written as text."""
        value = self._terms.get(name)
        number = fraction_of(value)
        if number is None and value is not None:
            self.note(name, f"{shown(value)} is not a number", "write one such as 0.0405")
        return number

    def positive(self, name: str) -> Fraction | None:
        """A term that is a number above zero."""
        number = self.number(name)
        if number is not None and number <= 0:
            self.note(name, f"{shown(self._terms[name])} is not above zero", "write a positive one")
            return None
        return number

    def moment(self, name: str) -> Moment | None:
        """A term that is a date."""
        text = self.text(name)
        moment = None if text is None else Moment.parse(text)
        if text is not None and (moment is None or moment.day.year not in _YEARS):
            problem = f"{shown(text)} is no date from 1900 to 2999 at 00:00:00 or 23:59:59"
            self.note(name, problem, 'write one such as "2026-02-16T00:00:00"')
            return None
        return moment

    def step(self, name: str) -> Step | None:
        """A term that is a cycle."""
        text = self.text(name)
        step = None if text is None else Step.parse(text)
        if text is not None and step is None:
            problem = f"{shown(text)} is no cycle of days, weeks, months, quarters, halves or years"
            instead = f"write {quoted(['P6ML0', 'P6ML1'])}: half a year, with a long or short stub"
            self.note(name, problem, instead)
        return step


def fraction_of(value: Any) -> Fraction | None:
    """The number a JSON value stands for, exactly; None if it is none or longer than 40 digits."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = Decimal(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    decimal = Decimal(value)
    _, digits, exponent = decimal.as_tuple()
    if not isinstance(exponent, int) or max(len(digits), abs(exponent)) > _MOST_DIGITS:
        return None
    return Fraction(decimal)


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
