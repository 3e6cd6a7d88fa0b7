"""Solidity names as Python names."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection

__all__ = ["identifier", "snake", "unprefixed"]

_EDGE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def snake(name: str) -> str:
    """`balanceOf` as `balance_of`, `DOMAIN_SEPARATOR` as `domain_separator`."""
    return _EDGE.sub("_", name.strip("_")).lower()


def identifier(name: str, place: int, reserved: Collection[str] = ()) -> str:
    """A parameter as a Python name; an unnamed one by its place, a reserved one with `_` after."""
    plain = snake(name) or f"arg{place}"
    return f"{plain}_" if plain in reserved or keyword.iskeyword(plain) else plain


def unprefixed(contract: str) -> str:
    """The contract an interface belongs to: `BondToken` for `IBondToken`."""
    return contract[1:] if re.match(r"I[A-Z][a-z]", contract) else contract
