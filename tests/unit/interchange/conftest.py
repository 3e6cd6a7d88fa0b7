"""Term sheets to be read: a sound one to change, and a reader of files."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from sim.errors import BadInput
from sim.interchange import TermSheet, read_term_sheets

BODY = "Document.ICMABondDataTaxonomy"

#: All the taxonomy asks of a bond that the simulator needs, and no more; nothing of our own.
_BOND = {
    "Document": {
        "ICMABondDataTaxonomy": {
            "Issuance": {
                "SpecifiedDenomination": "200000",
                "IntegralMultiples": "1000",
                "SpecifiedCurrency": "USD",
                "PricingDate": "2024-02-06",
                "IssueDate": "2024-02-07",
                "IssuePrice": "99.5",
                "ReofferYield": "4.25",
            },
            "Product": {
                "AggregateNominalAmount": "200000000",
                "MaturityDate": "2026-02-07",
                "InterestPayment": {
                    "InterestType": "FIXED",
                    "InterestRate": "4",
                    "InterestPayments": {"InterestPaymentFrequency": "SEMIANNUALLY"},
                },
                "DayCountFraction": "30/360",
            },
        }
    }
}


@pytest.fixture
def bond() -> dict[str, Any]:
    """A sound term sheet, to be changed at will."""
    return deepcopy(_BOND)


@pytest.fixture
def issuance(bond) -> dict[str, Any]:
    return bond["Document"]["ICMABondDataTaxonomy"]["Issuance"]


@pytest.fixture
def product(bond) -> dict[str, Any]:
    return bond["Document"]["ICMABondDataTaxonomy"]["Product"]


@pytest.fixture
def read(tmp_path):
    """Reads documents from a file."""

    def reading(document: Any) -> tuple[TermSheet, ...]:
        file = tmp_path / "sheet.json"
        file.write_text(document if isinstance(document, str) else json.dumps(document))
        return read_term_sheets(str(file))

    return reading


@pytest.fixture
def refused(read):
    """The mistakes told of a document, as `path: problem; instead`."""

    def refuse(document: Any) -> list[str]:
        with pytest.raises(BadInput) as error:
            read(document)
        return [f"{f.key}: {f.problem}; {f.instead}" for f in error.value.findings]

    return refuse
