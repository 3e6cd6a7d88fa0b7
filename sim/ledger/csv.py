"""Tables as text: UTF-8, RFC 4180 with a header, and nothing that a spreadsheet would execute.

Lines end in a line feed alone, on every machine.

Dates are YYYY-MM-DD in the deal's zone, instants YYYY-MM-DDTHH:MM:SSZ, money plain decimal with
exactly the currency's digits, prices and rates per cent with 6 decimals; empty: not applicable.
Text that begins like a formula gets an apostrophe in front.

Rows are written some thousand at a time, column by column: the cells of a column are all of one
kind, and most of a large table's time would otherwise go into asking each cell what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from sim.ledger.kinds import Kind
from sim.ledger.tables import PLACE, Table, columns_of, kinds_of
from sim.units import date_text, instant_text, minor_digits, money_text, price_text, rate_text

__all__ = ["Block", "csv_blocks", "csv_text", "quoted", "safe_text"]

_ROWS_AT_ONCE: Final = 4096
_END: Final = 4_102_444_800
"""The year 2100: later instants are rare, and `instant_text` says itself what it cannot write."""
_FORMULA: Final = frozenset("=+-@\t\r")
_SPECIAL: Final = ',"\r\n'
_QUOTED: Final = re.compile(f"[{_SPECIAL}]")


class Block(NamedTuple):
    """Some lines of a file: their own columns alone, and whole, with the log's place and line end.

    The first are what the ledger digest is made of.
    """

    own: list[str]
    lines: list[str]


def csv_text(table: Table, currencies: Mapping[str, str]) -> str:
    """The whole file of a table; `currencies` gives each tranche's."""
    return "".join(line for block in csv_blocks(table, currencies) for line in block.lines)


def csv_blocks(table: Table, currencies: Mapping[str, str]) -> Iterator[Block]:
    """The header, then the rows in order."""
    own = len(table.columns) - (len(PLACE) if table.from_logs else 0)
    yield _block([[name] for name in table.columns], own)
    cells = _Cells(table.row_type, currencies)
    rows = iter(table.rows)
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        yield _block(cells.of(some), own)


def _block(columns: Sequence[Sequence[str]], own: int) -> Block:
    lines = list(map(",".join, zip(*columns[:own], strict=True)))
    if own == len(columns):
        return Block(lines, [line + "\n" for line in lines])
    places = zip(lines, *columns[own:], strict=True)
    return Block(lines, [f"{line},{block},{tx},{log}\n" for line, block, tx, log in places])


def safe_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula, quoted where RFC 4180 asks for it."""
    return quoted("'" + text if text and text[0] in _FORMULA else text)


def quoted(text: str) -> str:
    """A cell as RFC 4180 writes it: in quotes if it holds a comma, a quote or a line end."""
    if _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


class _Cells:
    """Writes the columns of one table."""

    def __init__(self, row_type: type[NamedTuple], currencies: Mapping[str, str]) -> None:
        columns = columns_of(row_type)
        self._kinds = kinds_of(row_type)
        self._currency_of = {
            place: _currency_column(columns, columns[place])
            for place, kind in enumerate(self._kinds)
            if kind is Kind.MONEY
        }
        self._currencies = currencies

    def of(self, rows: Sequence[tuple[Any, ...]]) -> list[Sequence[str]]:
        """The columns of some rows as text."""
        columns = list(zip(*rows, strict=True))
        return [
            self._money(place, columns) if kind is Kind.MONEY else _WRITERS[kind](columns[place])
            for place, kind in enumerate(self._kinds)
        ]

    def _money(self, place: int, columns: Sequence[Sequence[Any]]) -> list[str]:
        """Money with its currency's digits; units of a tranche, the other currency, plain."""
        currency_place, by_tranche = self._currency_of[place]
        currencies = columns[currency_place]
        if by_tranche:
            currencies = [self._currencies[tranche] for tranche in currencies]
        write = {currency: _amounts(currency) for currency in set(currencies)}
        if len(write) == 1:
            (one,) = write.values()
            return ["" if amount is None else one(amount) for amount in columns[place]]
        return [
            "" if amount is None else write[currency](amount)
            for amount, currency in zip(columns[place], currencies, strict=True)
        ]


def _currency_column(columns: tuple[str, ...], money: str) -> tuple[int, bool]:
    """Where a row says what currency its money is in: itself, or through its tranche."""
    if money == "counter_amount":
        return columns.index("counter_currency"), False
    if "currency" in columns:
        return columns.index("currency"), False
    return columns.index("tranche"), True


def _amounts(currency: str) -> Callable[[int], str]:
    """How amounts of one currency are written."""
    if "/" in currency or not currency:
        return str
    if minor_digits(currency) == 2:
        return _cents
    return lambda amount: money_text(amount, currency)


def _cents(amount: int) -> str:
    """What `money_text` gives for two digits, in a third of the time: it writes most cells."""
    if amount < 0:
        return "-" + _cents(-amount)
    text = str(amount) if amount > 99 else f"{amount:03d}"
    return text[:-2] + "." + text[-2:]


class _Texts(dict[int | None, str]):
    """Texts of numbers that recur: whole batches share their dates and instants."""

    def __init__(self, write: Callable[[int], str]) -> None:
        super().__init__({None: ""})
        self._text = write

    def __missing__(self, number: int) -> str:
        text = self[number] = self._text(number)
        return text

    def column(self, cells: Sequence[int | None]) -> list[str]:
        """A column of them."""
        return list(map(self.__getitem__, cells))


def _texts(cells: Sequence[str]) -> Sequence[str]:
    """Most columns hold nothing unsafe, and a few searches over all their cells say so."""
    joined = "\0" + "\0".join(cells)
    # One character is looked for much faster than two, and most are not there at all.
    formula = any(first in joined and f"\0{first}" in joined for first in _FORMULA)
    if formula or any(special in joined for special in _SPECIAL):
        return list(map(safe_text, cells))
    return cells


def _counts(cells: Sequence[int | None]) -> list[str]:
    if None in cells:
        return ["" if number is None else str(number) for number in cells]
    return list(map(str, cells))


def _numbers(cells: Sequence[str]) -> Sequence[str]:
    return cells


_DAYS: Final = _Texts(date_text)
_TIMES: Final = _Texts(lambda second: instant_text(second)[10:])


def _instant_text(instant: int) -> str:
    """What `instant_text` gives, of days and seconds of a day that are already written."""
    if not 0 <= instant < _END:
        return instant_text(instant)
    return _DAYS[instant // 86_400] + _TIMES[instant % 86_400]


_WRITERS: Final[dict[Kind, Callable[[Sequence[Any]], Sequence[str]]]] = {
    Kind.TEXT: _texts,
    Kind.NUMBER: _numbers,
    Kind.COUNT: _counts,
    Kind.PRICE: _Texts(price_text).column,
    Kind.RATE: _Texts(rate_text).column,
    Kind.DATE: _Texts(date_text).column,
    Kind.MOMENT: _Texts(_instant_text).column,
}
