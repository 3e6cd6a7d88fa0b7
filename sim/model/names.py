"""Text in a scenario: names, codes and sentences, and the flags true and false."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

from sim.model.facts import in_quotes, shown, wrong
from sim.model.jurisdictions import numeric

__all__ = ["Code", "Flag", "Isin", "Jurisdiction", "Name", "Text"]

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9-]{0,15}")
_ISIN: Final = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]")


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise wrong(f"{shown(value)} is neither true nor false", "write true or false, no quotes")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise wrong(f"{shown(value)} is not text", in_quotes(value))
    if not value.strip():
        raise wrong("is blank", "write a few words, or leave the key out if it may be left out")
    if not value.isprintable():
        raise wrong("holds a line break or control character", "write it on one line")
    if len(value) > 300:
        raise wrong(f"has {len(value)} characters", "write at most 300")
    return value


def _matching(pattern: re.Pattern[str], what: str, instead: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise wrong(f"{shown(value)} is not text", in_quotes(value))
        if not pattern.fullmatch(value):
            raise wrong(f"{shown(value)} cannot be {what}", instead)
        return value

    return check


def _jurisdiction(value: Any) -> str:
    try:
        # The table of codes takes small letters too; ledgers print what is written here.
        numeric(value if isinstance(value, str) and value.isupper() else "")
    except KeyError:
        problem = f"{shown(value)} is not a jurisdiction"
        instead = 'write its two capitals of ISO 3166, like "HK" or "GB"'
        raise wrong(problem, instead) from None
    return str(value)


def _isin(value: Any) -> str:
    """Empty (not known), or 12 characters whose last is the ISO 6166 check digit (Luhn)."""
    if not isinstance(value, str):
        raise wrong(f"{shown(value)} is not text", in_quotes(value))
    if value == "":
        return value
    if not _ISIN.fullmatch(value):
        instead = 'write 2 letters, 9 letters or digits and a check digit, or "" if it is not known'
        raise wrong(f"{shown(value)} is not an ISIN", instead)
    digit = _check_digit(value[:11])
    if int(value[11]) != digit:
        instead = f"look it up again; {value[:11]} would end in {digit}"
        raise wrong(f"{shown(value)} has a wrong check digit", instead)
    return value


def _check_digit(body: str) -> int:
    digits = "".join(str(int(character, 36)) for character in body)
    doubled = "".join(str(int(d) * 2) if i % 2 == 0 else d for i, d in enumerate(digits[::-1]))
    return -sum(map(int, doubled)) % 10


Text = Annotated[str, BeforeValidator(_text)]
Name = Annotated[
    str,
    BeforeValidator(
        _matching(_NAME, "a name", "write letters, digits, - and _ only (at most 40, no spaces)")
    ),
]
Code = Annotated[
    str,
    BeforeValidator(
        _matching(_CODE, "a tranche code", 'write capitals, digits and - only, like "HKD"')
    ),
]
Jurisdiction = Annotated[str, BeforeValidator(_jurisdiction)]
Isin = Annotated[str, BeforeValidator(_isin)]
Flag = Annotated[bool, BeforeValidator(_flag)]
