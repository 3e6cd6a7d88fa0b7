"""ACTUS contract terms that tests start from."""

from __future__ import annotations

from typing import Any

#: 1,200 at 10 % a year by 30E/360: ten a month.
BOND: dict[str, Any] = {
    "contractType": "PAM",
    "contractRole": "RPA",
    "statusDate": "2022-12-31T00:00:00",
    "currency": "HKD",
    "notionalPrincipal": 1200,
    "initialExchangeDate": "2023-01-01T00:00:00",
    "maturityDate": "2024-01-01T00:00:00",
    "nominalInterestRate": "0.1",
    "cycleOfInterestPayment": "P6ML0",
    "dayCountConvention": "30E360",
}
