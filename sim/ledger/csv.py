"""Tables as text: UTF-8, RFC 4180 with a header, and nothing that a spreadsheet would execute.

Lines end in a line feed alone, on every machine.

Dates are YYYY-MM-DD in the deal's zone, instants YYYY-MM-DDTHH:MM:SSZ, money plain decimal with
exactly the currency's digits, prices and rates per cent with 6 decimals; empty: not applicable.
Text that begins like a formula gets an apostrophe in front.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from sim.ledger.rows import Kind
from sim.ledger.tables import Table, columns_of, kinds_of
from sim.units import date_text, instant_text, money_text, price_text, rate_text

__all__ = ["csv_lines", "csv_text", "quoted", "safe_text"]

_FORMULA: Final = frozenset("=+-@\t\r")
_QUOTED: Final = re.compile(r'[,"\r\n]')


def csv_text(table: Table, currencies: Mapping[str, str]) -> str:
    """The whole file of a table; `currencies` gives each tranche's."""
    return "".join(own + place for own, place in csv_lines(table, currencies))


def csv_lines(table: Table, currencies: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Header and rows, each in two parts: its own columns, then the log's place and line end.

    The first parts alone are what the ledger digest is made of.
    """
    places = 3 if table.from_logs else 0
    header = table.columns
    yield _parts(list(header), places)
    cells = _Cells(table.row_type, currencies)
    for row in table.rows:
        yield _parts(cells.of(row), places)


def safe_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula, quoted where RFC 4180 asks for it."""
    if not text:
        return text
    return quoted("'" + text if text[0] in _FORMULA else text)


def quoted(text: str) -> str:
    """A cell as RFC 4180 writes it: in quotes if it holds a comma, a quote or a line end."""
    if _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def _parts(cells: list[str], places: int) -> tuple[str, str]:
    if not places:
        return ",".join(cells), "\n"
    return ",".join(cells[:-places]), "," + ",".join(cells[-places:]) + "\n"


class _Cells:
    """Writes the rows of one table."""

    def __init__(self, row_type: type[NamedTuple], currencies: Mapping[str, str]) -> None:
        columns, kinds = columns_of(row_type), kinds_of(row_type)
        self._write = [_WRITERS[kind] for kind in kinds]
        self._money = [
            (place, _currency_column(columns, columns[place]))
            for place, kind in enumerate(kinds)
            if kind is Kind.MONEY
        ]
        self._currencies = currencies

    def of(self, row: tuple[Any, ...]) -> list[str]:
        """The cells of one row as text."""
        cells = [write(value) for write, value in zip(self._write, row, strict=True)]
        for place, (currency_place, by_tranche) in self._money:
            amount = row[place]
            if amount is not None:
                currency = row[currency_place]
                if by_tranche:
                    currency = self._currencies[currency]
                cells[place] = _amount(amount, currency)
        return cells


def _currency_column(columns: tuple[str, ...], money: str) -> tuple[int, bool]:
    """Where a row says what currency its money is in: itself, or through its tranche."""
    if money == "counter_amount":
        return columns.index("counter_currency"), False
    if "currency" in columns:
        return columns.index("currency"), False
    return columns.index("tranche"), True


def _amount(amount: int, currency: str) -> str:
    """Money with its currency's digits; units of a tranche, the journal's other currency, plain."""
    return str(amount) if "/" in currency else money_text(amount, currency)


class _Texts(dict[int | None, str]):
    """Texts of numbers that recur: whole batches share their dates and instants."""

    def __init__(self, write: Callable[[int], str]) -> None:
        super().__init__({None: ""})
        self._text = write

    def __missing__(self, number: int) -> str:
        text = self[number] = self._text(number)
        return text


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _nothing(_: object) -> str:
    """Money is written when the row's currency is known."""
    return ""


_WRITERS: Final[dict[Kind, Callable[[Any], str]]] = {
    Kind.TEXT: safe_text,
    Kind.NUMBER: str,
    Kind.COUNT: _count,
    Kind.MONEY: _nothing,
    Kind.PRICE: _Texts(price_text).__getitem__,
    Kind.RATE: _Texts(rate_text).__getitem__,
    Kind.DATE: _Texts(date_text).__getitem__,
    Kind.MOMENT: _Texts(instant_text).__getitem__,
}
