"""`BondToken`: the standards it keeps, and those it does not claim yet."""

from __future__ import annotations

from functools import reduce

import pytest

from sim.chain.identity import keccak


def interface_id(*signatures: str) -> bytes:
    """ERC-165: the exclusive or of the selectors."""
    selectors = (int.from_bytes(keccak(text.encode())[:4], "big") for text in signatures)
    return reduce(int.__xor__, selectors).to_bytes(4, "big")


ERC20 = interface_id(
    "totalSupply()",
    "balanceOf(address)",
    "transfer(address,uint256)",
    "allowance(address,address)",
    "approve(address,uint256)",
    "transferFrom(address,address,uint256)",
)
ERC20_METADATA = interface_id("name()", "symbol()", "decimals()")
ERC6372 = interface_id("clock()", "CLOCK_MODE()")
ERC165 = interface_id("supportsInterface(bytes4)")


class TestERC20:
    def test_names_the_tranche(self, deal):
        assert deal.bond.name() == "Green Bond 4.05% 2024"
        assert deal.bond.symbol() == "GREEN24"

    def test_a_unit_cannot_be_divided(self, deal):
        assert deal.bond.decimals() == 0

    def test_the_supply_is_the_sum_of_the_balances(self, deal):
        deal.mint(deal.alice, 10)
        deal.mint(deal.bob, 5)
        deal.bond.transfer(deal.carol, 3, sender=deal.alice)
        assert deal.bond.total_supply() == sum(deal.holdings(*deal.investors)) == 15

    def test_the_register_it_asks_is_named(self, deal):
        assert deal.bond.register() == deal.register.address
        assert deal.bond.roles() == deal.roles.address


class TestERC165:
    @pytest.mark.parametrize(
        "interface",
        [ERC165, ERC20, ERC20_METADATA, ERC6372],
        ids=["165", "20", "20 metadata", "6372"],
    )
    def test_supports(self, deal, interface):
        assert deal.bond.supports_interface(interface) is True

    def test_the_known_numbers_are_meant(self):
        assert ERC165.hex() == "01ffc9a7"
        assert ERC20.hex() == "36372b07"
        assert ERC20_METADATA.hex() == "a219a025"
        assert ERC6372.hex() == "da287a1d"

    def test_supports_its_own_interface(self, deal):
        own = interface_id(
            "batchTransfer(address[],uint256[])",
            "issue(address,uint256)",
            "deliver(address,address,uint256)",
            "deliverLocked(address,address,uint256)",
            "lock(address,uint256)",
            "unlock(address,uint256)",
            "redeem(address,uint256)",
            "freeze(address[])",
            "unfreeze(address[])",
            "setFrozenTokens(address,uint256)",
            "terms()",
            "termsHash()",
            "termsVersion()",
            "period(uint256)",
            "periods()",
            "finalRecordDate()",
            "recordId()",
            "account(address)",
            "availableOf(address)",
            "holdingAt(address,uint256)",
            "supplyAt(uint256)",
            "entitlement(address,uint256)",
            "interestPerUnit(uint256)",
        )
        assert deal.bond.supports_interface(own) is True

    @pytest.mark.parametrize(
        "interface",
        ["ffffffff", "00000000", "3581a49b"],
        ids=["the invalid one", "none", "7092, whose functions are not all there"],
    )
    def test_does_not_support(self, deal, interface):
        assert deal.bond.supports_interface(bytes.fromhex(interface)) is False


class TestERC6372:
    def test_the_clock_is_the_blocks_timestamp(self, deal):
        at = deal.warp("2023-08-15 18:00")
        assert deal.bond.clock() == at
        deal.chain.at(at + 7)
        assert deal.bond.clock() == at + 7

    def test_and_says_so(self, deal):
        assert deal.bond.clock_mode() == "mode=timestamp"
