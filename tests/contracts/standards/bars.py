"""What may bar an account, and tables of it as tests."""

from __future__ import annotations

import pytest

from sim.chain.logs import InvestorClass
from tests.contracts.deal import FRANCE

#: What bars bob from receiving, and nothing else.
NOT_RECEIVING = {
    "removed": lambda d: d.register.remove([d.bob], sender=d.registrar),
    "KYC expired": lambda d: d.admit(d.bob, kyc_expiry=d.chain.now),
    "class not offered": lambda d: d.admit(d.bob, investor_class=InvestorClass.RETAIL),
    "jurisdiction not offered": lambda d: d.admit(d.bob, jurisdiction=FRANCE),
    "risk not acknowledged": lambda d: d.offer_to(risk_acknowledgement=True),
}
#: What bars bob from both.
BARRED = {
    "sanctioned": lambda d: d.register.sanction([d.bob], sender=d.regulator),
    "frozen": lambda d: d.bond.freeze([d.bob], sender=d.registrar),
    "replaced": lambda d: d.register.replace([d.bob], [d.mallory], sender=d.registrar),
}


def over(table):
    return pytest.mark.parametrize("arrange", table.values(), ids=table)
