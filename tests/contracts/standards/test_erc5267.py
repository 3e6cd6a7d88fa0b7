"""ERC-5267: the domain a token signs under is told, and is the one it checks signatures with."""

from __future__ import annotations

import pytest
from eth_account.messages import encode_typed_data

from sim.chain.engine import CHAIN_ID
from tests.contracts.standards.permits import permit_of, signed, used
from tests.contracts.standards.tokens import SOME

#: Bits of the fields in use: name, version, chain and contract, but no salt.
ALL_BUT_SALT = b"\x0f"


@pytest.fixture
def told_domain(token):
    """What a wallet that knows nothing of us makes of the answer."""
    _, name, version, chain_id, contract, _, _ = token.contract.eip712_domain()
    return {"name": name, "version": version, "chainId": chain_id, "verifyingContract": contract}


class TestEip712Domain:
    def test_tells_every_field(self, token):
        domain = (ALL_BUT_SALT, token.domain, "1", CHAIN_ID, token.address, b"\0" * 32, ())
        assert token.contract.eip712_domain() == domain

    def test_is_the_domain_signatures_are_checked_with(self, deal, token, told_domain):
        permit = permit_of(deal, token)
        used(token, permit, signed(permit, told_domain), deal.mallory)
        assert token.contract.allowance(deal.alice, deal.mallory) == SOME


class TestDomainSeparator:
    def test_is_the_hash_of_what_is_told(self, token, told_domain):
        anything = {"Anything": [{"name": "number", "type": "uint256"}]}
        message = encode_typed_data(told_domain, anything, {"number": 1})
        assert token.contract.domain_separator() == message.header

    def test_differs_from_token_to_token(self, deal):
        tokens = (deal.bond, deal.central_bank_money, deal.stablecoin)
        assert len({each.domain_separator() for each in tokens}) == len(tokens)
