"""What every table of a scenario is made from: a frozen model, and refusals in plain words."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo
from pydantic_core import PydanticCustomError

from sim.model import words

__all__ = ["Facts", "distinct", "from_json", "in_quotes", "shown", "word", "wrong"]


class Facts(BaseModel):
    """A frozen table of a scenario; a key nobody knows is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def wrong(problem: str, instead: str) -> PydanticCustomError:
    """An error in plain words: what is wrong, and what to write instead."""
    return PydanticCustomError("plain", "{problem}", {"problem": problem, "instead": instead})


def shown(value: object) -> str:
    """A value as its author wrote it, cut short, for use in a message."""
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    text = text if len(text) <= 40 else f"{text[:37]}..."
    return f'"{text}"' if isinstance(value, str) else text


def in_quotes(value: object) -> str:
    """What to write instead of a value that should have been text."""
    if isinstance(value, str | dict | list):
        return "write text in quotes"
    return f'write it in quotes, "{shown(value)}"'


def from_json(info: ValidationInfo) -> bool:
    """Whether a value comes from a resolved scenario, where numbers and dates are text.

    Not so in a file written by hand: there a quoted date or number is a mistake worth naming.
    """
    return bool(info.context and info.context.get("json"))


def word(what: str, literal: Any) -> BeforeValidator:
    """A check that a value is one of the words of a Literal; a mistake is told the nearest one."""
    known: tuple[str, ...] = get_args(literal)

    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            problem = f"{shown(value)} is not a known {what}"
            raise wrong(problem, words.one_of(str(value), known))
        return value

    return BeforeValidator(check)


def distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse a list that says the same thing twice."""
    seen: set[Any] = set()
    for value in values:
        if value in seen:
            raise wrong(f"{shown(value)} is listed twice", "leave one of them out")
        seen.add(value)
    return values
