"""Jurisdictions: two letters in files and ledgers, ISO 3166-1 numeric codes on chain."""

from __future__ import annotations

from functools import cache

__all__ = ["alpha_2", "numeric"]


@cache
def numeric(code: str) -> int:
    """The ISO 3166-1 numeric code of two letters, 344 for HK; KeyError when there is none."""
    # Imported late: its tables cost a twentieth of a second that reading a scenario need not pay.
    import pycountry

    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        raise KeyError(code)
    return int(country.numeric)


@cache
def alpha_2(code: int) -> str:
    """The two letters of an ISO 3166-1 numeric code; KeyError when there is none."""
    import pycountry

    country = pycountry.countries.get(numeric=f"{code:03d}")
    if country is None:
        raise KeyError(code)
    return str(country.alpha_2)
