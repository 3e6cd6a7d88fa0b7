"""The words a scenario may use, each list in one place; the same words go on chain and in ledgers.

Every list grows by appending only: a word that has once been written to a ledger keeps its meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final, Literal, get_args

__all__ = [
    "CALENDARS",
    "NEEDED_ROLES",
    "RAIL_KINDS",
    "ROLES",
    "Accrual",
    "Authority",
    "BusinessDay",
    "CalendarName",
    "Currency",
    "DayCount",
    "Fault",
    "Ground",
    "InvestorClass",
    "RailKind",
    "Role",
    "RoundingBasis",
    "ShortOf",
    "StubRule",
    "nearest",
    "one_of",
    "quoted",
]

Role = Literal[
    "issuer",
    "arranger",
    "registrar",
    "settlement agent",
    "paying agent",
    "calculation agent",
    "trustee",
    "fiscal agent",
    "verifier",
    "reserve auditor",
    "cash issuer",
    "central bank",
    "rail operator",
    "venue",
    "custodian",
    "nominee",
    "regulator",
]
InvestorClass = Literal["institution", "professional", "retail"]
RailKind = Literal["cbdc", "stablecoin", "deposit", "rtgs"]
Currency = Literal["HKD", "CNH", "USD", "EUR"]
CalendarName = Literal["HK", "NY", "T2"]
BusinessDay = Literal["following", "modified_following", "preceding", "modified_preceding", "none"]
Accrual = Literal["unadjusted", "adjusted"]
RoundingBasis = Literal["calculation_amount", "holding"]
DayCount = Literal["ACT/365F", "ACT/360", "ACT/ACT ICMA", "ACT/ACT ISDA", "30/360", "30E/360"]
StubRule = Literal["short first", "long first", "short last", "long last"]
ShortOf = Literal["cash"]
Fault = Literal["missed booking", "wrong quantity"]
Ground = Literal["option", "tax", "clean_up", "partial"]
Authority = Literal["registrar", "regulator"]

ROLES: Final[tuple[str, ...]] = get_args(Role)
RAIL_KINDS: Final[tuple[str, ...]] = get_args(RailKind)
CALENDARS: Final[tuple[str, ...]] = get_args(CalendarName)

# Comparing words takes time: a file may hold thousands of names, and as many mistakes.
_LONGEST_COMPARED: Final = 100
_MOST_COMPARED: Final = 1_000
_MOST_LISTED: Final = 30

# Without these nobody could create, settle or pay the bond, so a run could not begin.
NEEDED_ROLES: Final[tuple[Role, ...]] = (
    "issuer",
    "arranger",
    "registrar",
    "settlement agent",
    "paying agent",
)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like the given one, or None when nothing is like it."""
    # Imported here because only mistakes need it.
    from difflib import get_close_matches

    if len(word) > _LONGEST_COMPARED:
        return None
    by_lower = {candidate.lower(): candidate for candidate in islice(known, _MOST_COMPARED)}
    close = get_close_matches(word.lower(), list(by_lower), n=1, cutoff=0.5)
    return by_lower[close[0]] if close else None


def quoted(words: Iterable[str]) -> str:
    """The words in quotation marks: "a", "b" or "c"; of very many the first."""
    marked = [f'"{word}"' for word in islice(words, _MOST_LISTED + 1)]
    if len(marked) > _MOST_LISTED:
        return f"{', '.join(marked[:-1])} or another"
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} or {marked[-1]}"


def one_of(word: str, known: Iterable[str]) -> str:
    """What to write instead of a word that is not known: the nearest one, else all of them."""
    known = tuple(known)
    close = nearest(word, known)
    if close is not None:
        return f'write "{close}"'
    return f"write {quoted(known)}" if known else "declare one first"
