"""Words of the ICMA Bond Data Taxonomy 1.2, and the terms of a tranche each of them stands for.

A word is here only if it says exactly what the simulator does; no term is ever told by a word that
nearly fits. Of the others those that a term sheet may well contain are named, to be refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, get_args

from sim.model.words import Currency, Role

__all__ = [
    "BUSINESS_DAYS",
    "CENTRES",
    "CURRENCIES",
    "DAY_COUNTS",
    "FREQUENCIES",
    "INTEREST_TYPES",
    "OTHER_ROLE",
    "ROLES",
    "Terms",
]

Terms = Mapping[str, Any]
"""Terms of a tranche by their dotted key in a scenario, like `coupon.rate`."""

#: The taxonomy asks for ISO 4217; CNH is the market's code and of the same form.
CURRENCIES: Final[Mapping[str, Terms]] = {code: {"currency": code} for code in get_args(Currency)}
#: Steps agreed at issue have no word: they are neither one fixed rate nor a floating one.
INTEREST_TYPES: Final[Mapping[str, Terms]] = {
    "FIXED": {"coupon.kind": "fixed"},
    "FLOATING": {"coupon.kind": "floating"},
    "ZERO_COUPON": {"coupon.kind": "zero"},
    "INDEX_LINKED_INTEREST": {"coupon.kind": "inflation"},
}
#: It has no word for monthly interest.
FREQUENCIES: Final[Mapping[str, Terms]] = {
    "ANNUALLY": {"coupon.frequency": 1},
    "SEMIANNUALLY": {"coupon.frequency": 2},
    "QUARTERLY": {"coupon.frequency": 4},
    "NONE": {"coupon.kind": "zero"},
}
#: It has no word for 30E/360. ACT/365 is the fixed denominator: the other one is ISDA_ACT/ACT.
DAY_COUNTS: Final[Mapping[str, Terms]] = {
    "ACT/365": {"coupon.day_count": "ACT/365F"},
    "ACT/360": {"coupon.day_count": "ACT/360"},
    "ICMA_ACT/ACT": {"coupon.day_count": "ACT/ACT ICMA"},
    "ISDA_ACT/ACT": {"coupon.day_count": "ACT/ACT ISDA"},
    "30/360": {"coupon.day_count": "30/360"},
}
#: Two of the three words tell the accrual too.
BUSINESS_DAYS: Final[Mapping[str, Terms]] = {
    "FOLLOWING_UNADJUSTED": {"business_day": "following", "accrual": "unadjusted"},
    "MODIFIED_FOLLOWING_ADJUSTED": {"business_day": "modified_following", "accrual": "adjusted"},
    "PRECEDING": {"business_day": "preceding"},
}
#: One centre only, and none in Asia. The first word of a centre is the one we write.
CENTRES: Final[Mapping[str, Terms]] = {
    "NEW_YORK": {"calendars": ("NY",)},
    "TARGET2": {"calendars": ("T2",)},
    "TARGET": {"calendars": ("T2",)},
}

OTHER_ROLE: Final = "OTHER_PARTYROLE_TYPE"
#: Roles in the bond itself; who stands behind the money it is paid in is no party to the issue.
ROLES: Final[Mapping[Role, str]] = {
    "issuer": "ISSUER",
    "arranger": "ARRANGER",
    "registrar": "REGISTRAR",
    "paying agent": "PAYING_AGENT",
    "calculation agent": "CALCULATION_AGENT",
    "trustee": "TRUSTEE",
    "fiscal agent": "FISCAL_AGENT",
    "settlement agent": OTHER_ROLE,
    "verifier": OTHER_ROLE,
}
