"""What a cell counts, and so how it is written: the types of the columns.

`Money` is the smallest unit of the row's currency, `Count` whole units or days, `Price` 1e-6 per
cent, `Rate` 1e-9 a year, `Date` civil days since 1970-01-01 in the deal's zone, `Moment` UTC
seconds, `Text` what people read, `Number` plain decimal text. None, and the empty text, mean "not
applicable".
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated, TypeAlias

__all__ = ["Count", "Date", "Kind", "Moment", "Money", "Number", "Price", "Rate", "Text"]


class Kind(Enum):
    """How the cells of a column are written."""

    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"
    MONEY = "money"
    PRICE = "price"
    RATE = "rate"
    DATE = "date"
    MOMENT = "moment"


Text: TypeAlias = Annotated[str, Kind.TEXT]
Number: TypeAlias = Annotated[str, Kind.NUMBER]
Count: TypeAlias = Annotated[int | None, Kind.COUNT]
Money: TypeAlias = Annotated[int | None, Kind.MONEY]
Price: TypeAlias = Annotated[int | None, Kind.PRICE]
Rate: TypeAlias = Annotated[int | None, Kind.RATE]
Date: TypeAlias = Annotated[int | None, Kind.DATE]
Moment: TypeAlias = Annotated[int | None, Kind.MOMENT]
