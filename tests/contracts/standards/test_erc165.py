"""ERC-165: which standards each token claims, by identifiers computed from signatures."""

from __future__ import annotations

from functools import reduce

import pytest

from sim.chain.identity import keccak
from tests.contracts.standards.tokens import TOKENS

EVERY = frozenset(TOKENS)
BOND = frozenset({"BondToken"})
CASH = EVERY - BOND

#: Each standard: its functions, the identifier everybody knows it by, and who claims it.
CLAIMS = {
    "ERC-165": (["supportsInterface(bytes4)"], "01ffc9a7", EVERY),
    "ERC-20": (
        [
            "totalSupply()",
            "balanceOf(address)",
            "transfer(address,uint256)",
            "allowance(address,address)",
            "approve(address,uint256)",
            "transferFrom(address,address,uint256)",
        ],
        "36372b07",
        EVERY,
    ),
    "ERC-20 metadata": (["name()", "symbol()", "decimals()"], "a219a025", EVERY),
    "ERC-2612": (
        [
            "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
            "nonces(address)",
            "DOMAIN_SEPARATOR()",
        ],
        "9d8ff7da",
        EVERY,
    ),
    "ERC-5267": (["eip712Domain()"], "84b0196e", EVERY),
    "ERC-6372": (["clock()", "CLOCK_MODE()"], "da287a1d", BOND),
    "ERC-7943": (
        [
            "forcedTransfer(address,address,uint256)",
            "setFrozenTokens(address,uint256)",
            "canSend(address)",
            "canReceive(address)",
            "getFrozenTokens(address)",
            "canTransfer(address,address,uint256)",
        ],
        "3edbb4c4",
        BOND,
    ),
    "ERC-1404": (
        [
            "detectTransferRestriction(address,address,uint256)",
            "messageForTransferRestriction(uint8)",
        ],
        "ab84a5c8",
        BOND,
    ),
    "ERC-7092, optional getters": (
        [
            "decimals()",
            "currencyOfCoupon()",
            "couponType()",
            "couponFrequency()",
            "dayCountBasis()",
        ],
        "16a96ea9",
        BOND,
    ),
    "the bond's own": (
        [
            "batchTransfer(address[],uint256[])",
            "issue(address,uint256)",
            "deliver(address,address,uint256)",
            "deliverLocked(address,address,uint256)",
            "lock(address,uint256)",
            "unlock(address,uint256)",
            "redeem(address,uint256)",
            "setRecords(uint32[],uint40[],uint64)",
            "recordIdAt(uint40)",
            "freeze(address[])",
            "unfreeze(address[])",
            "setFrozenTokensIf(address,uint256,uint256)",
            "register()",
            "bondTerms()",
            "records()",
            "finalRecordDate()",
            "recordId()",
            "account(address)",
            "availableOf(address)",
            "holdingAt(address,uint256)",
            "supplyAt(uint256)",
            "entitlementAt(address,uint256)",
        ],
        None,
        BOND,
    ),
    "the cash token's own": (
        [
            "mint(address[],uint256[])",
            "burn(address[],uint256[])",
            "freeze(address[])",
            "unfreeze(address[])",
            "currency()",
            "cashAccount(address)",
        ],
        None,
        CASH,
    ),
}

#: Nobody claims these: the number the standard forbids, none at all, and interfaces kept in part.
UNCLAIMED = {
    "the invalid one": "ffffffff",
    "none": "00000000",
    "ERC-7092, whose transfers with data are not there": "3581a49b",
    "ERC-7943 for single tokens": "bf1ef5fe",
    "ERC-7943 for several tokens": "41c4fbad",
}


def interface_id(signatures):
    """The exclusive or of the selectors."""
    selectors = (int.from_bytes(keccak(text.encode())[:4], "big") for text in signatures)
    return reduce(int.__xor__, selectors).to_bytes(4, "big")


@pytest.mark.parametrize("standard", CLAIMS)
def test_the_identifier_is_the_one_everybody_knows(standard):
    signatures, known, _ = CLAIMS[standard]
    assert known is None or interface_id(signatures).hex() == known


@pytest.mark.parametrize("standard", CLAIMS)
def test_is_claimed_by_those_that_keep_it_and_no_other(deal, token, standard):
    signatures, _, claimants = CLAIMS[standard]
    claimed = token.contract.supports_interface(interface_id(signatures))
    assert claimed is (type(token.contract).__name__ in claimants)


@pytest.mark.parametrize("identifier", UNCLAIMED.values(), ids=UNCLAIMED)
def test_is_claimed_by_nobody(token, identifier):
    assert token.contract.supports_interface(bytes.fromhex(identifier)) is False


def test_asking_costs_less_than_the_standard_allows(deal, token):
    """The standard wants an answer within 30,000 gas; a transaction itself costs 21,000 more."""
    data = keccak(b"supportsInterface(bytes4)")[:4] + bytes.fromhex("36372b07").ljust(32, b"\0")
    asked = deal.chain.engine.transact(deal.mallory, token.address, data)
    assert asked.status
    assert asked.gas_used <= 21_000 + 30_000
