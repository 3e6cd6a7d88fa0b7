"""What the sources do not settle: the list `assumed` of a scenario, key by key.

An entry names a key, or a table for all its keys, by the tables it stands in: `book`,
`tranche.record_days`. After `tranche` may come the code of one: `tranche.USD.coupon.rate` says
that of the dollar tranche alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.model.plain import Complaint, known_keys
from sim.model.scenario import Scenario
from sim.model.words import nearest

__all__ = ["assumed_keys_are_known", "assumptions_behind"]


def assumed_keys_are_known(_: Scenario, scenario: Scenario) -> Iterator[Complaint]:
    """Each entry is a key of a scenario, of a tranche that is there, and nothing is said twice."""
    codes = [tranche.code for tranche in scenario.tranches]
    for place, entry in enumerate(scenario.assumed):
        code, parts = _split(entry)
        stem = f"tranche.{code}" if code else ""
        if code and code not in codes:
            close = nearest(code, codes) or codes[0]
            instead = f'write "{".".join(("tranche", close, *parts[1:]))}"'
            yield Complaint(("assumed", place), f'"{code}" is no tranche of this file', instead)
            continue
        if not _is_key(parts):
            yield _unknown(place, entry, parts, stem)
        elif code and (wider := _wider(parts, scenario.assumed)):
            problem = f'"{entry}" is assumed already, of every tranche, by "{wider}"'
            yield Complaint(("assumed", place), problem, "leave one of them out")


def assumptions_behind(scenario: Scenario, code: str, keys: Iterable[str]) -> tuple[str, ...]:
    """The entries of `assumed` that some of a tranche's keys rest on, as they are written.

    `keys` are dotted from the tranche on, like "coupon.rate". An entry that names a table stands
    for its keys, and a key that is a table is touched by an entry for any key of it.
    """
    wanted = [tuple(key.split(".")) for key in keys]
    found: list[str] = []
    for entry in scenario.assumed:
        of, parts = _split(entry)
        if parts[0] == "tranche" and of in (None, code):
            rest = parts[1:]
            if any(rest[: len(key)] == key[: len(rest)] for key in wanted):
                found.append(entry)
    return tuple(found)


def _split(entry: str) -> tuple[str | None, tuple[str, ...]]:
    """The tranche an entry speaks of, None for all, and its key without that code."""
    parts = tuple(entry.split("."))
    # Codes are written in capitals and digits, keys in small letters.
    if len(parts) > 1 and parts[0] == "tranche" and parts[1] and parts[1] == parts[1].upper():
        return parts[1], (parts[0], *parts[2:])
    return None, parts


def _is_key(parts: tuple[str, ...]) -> bool:
    return parts[-1] in known_keys(parts[:-1]) or bool(known_keys(parts))


def _wider(parts: tuple[str, ...], assumed: Iterable[str]) -> str | None:
    """An entry that says the same of every tranche, if there is one."""
    for entry in assumed:
        code, other = _split(entry)
        if code is None and parts[: len(other)] == other:
            return entry
    return None


def _unknown(place: int, entry: str, parts: tuple[str, ...], of: str) -> Complaint:
    close = nearest(parts[-1], known_keys(parts[:-1]))
    before = ".".join(parts[:-1])
    stem = ".".join((of, *parts[1:-1])) if of else before
    full = f"{stem}.{close}" if stem else close
    instead = f'write "{full}"' if close else 'write a key like "tranche.record_days"'
    return Complaint(("assumed", place), f'"{entry}" is not a key of a scenario', instead)
