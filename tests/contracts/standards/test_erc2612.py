"""ERC-2612: allowances by signature, checked against eth-account's own EIP-712."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.logs import Approval, Refusal
from sim.chain.reverts import (
    BondToken_Refused,
    ECDSAInvalidSignature,
    ECDSAInvalidSignatureS,
    ERC20InvalidSpender,
    ERC2612ExpiredSignature,
    ERC2612InvalidSigner,
)
from tests.contracts.deal import UNLIMITED, ZERO, reverts, told
from tests.contracts.standards.permits import CURVE_ORDER, domain_of, permit_of, signed, used
from tests.contracts.standards.tokens import HELD, SOME, TOKENS


@pytest.fixture
def permit(deal, token):
    return permit_of(deal, token)


@pytest.fixture
def domain(token):
    return domain_of(token)


def assert_refused(deal, token, permit, signature, error=ERC2612InvalidSigner):
    with pytest.raises(error):
        used(token, permit, signature, deal.mallory)
    assert token.contract.allowance(deal.alice, deal.mallory) == 0
    assert token.contract.nonces(deal.alice) == 0


class TestRefused:
    def test_a_second_after_its_deadline(self, deal, token, domain):
        late = permit_of(deal, token, deadline=deal.chain.now + 60)
        signature = signed(late, domain)
        deal.chain.at(late.deadline + 1)
        with reverts(ERC2612ExpiredSignature, deadline=late.deadline):
            used(token, late, signature, deal.mallory)
        assert token.contract.allowance(deal.alice, deal.mallory) == 0

    def test_signed_by_somebody_else(self, deal, token, permit, domain):
        signature = signed(permit, domain, signer="bob")
        with reverts(ERC2612InvalidSigner, signer=deal.bob, owner=deal.alice):
            used(token, permit, signature, deal.mallory)
        assert token.contract.allowance(deal.alice, deal.mallory) == 0

    def test_a_second_time(self, deal, token, permit, domain):
        signature = signed(permit, domain)
        used(token, permit, signature, deal.mallory)
        token.contract.approve(deal.mallory, 0, sender=deal.alice)
        with pytest.raises(ERC2612InvalidSigner):
            used(token, permit, signature, deal.mallory)
        assert token.contract.allowance(deal.alice, deal.mallory) == 0

    @pytest.mark.parametrize("nonce", [1, UNLIMITED])
    def test_with_a_nonce_that_is_not_next(self, deal, token, permit, domain, nonce):
        assert_refused(deal, token, permit, signed(replace(permit, nonce=nonce), domain))

    @pytest.mark.parametrize(
        "changes",
        [{"value": SOME + 1}, {"spender": "bob"}, {"deadline": UNLIMITED - 1}],
        ids=["the value", "the spender", "the deadline"],
    )
    def test_for_anything_but_what_was_signed(self, deal, token, permit, domain, changes):
        asked = {k: getattr(deal, v) if isinstance(v, str) else v for k, v in changes.items()}
        signature = signed(permit, domain)
        assert_refused(deal, token, replace(permit, **asked), signature)

    def test_for_another_chain(self, deal, token, permit, domain):
        elsewhere = domain | {"chainId": domain["chainId"] + 1}
        assert_refused(deal, token, permit, signed(permit, elsewhere))

    @pytest.mark.parametrize("field", ["name", "version"])
    def test_for_another_domain(self, deal, token, permit, domain, field):
        assert_refused(deal, token, permit, signed(permit, domain | {field: "2"}))

    def test_for_another_token(self, deal, token, permit, domain):
        for other in (deal.bond, deal.central_bank_money, deal.stablecoin):
            if other.address == token.address:
                continue
            elsewhere = domain | {"verifyingContract": other.address}
            assert_refused(deal, token, permit, signed(permit, elsewhere))

    def test_the_same_signature_written_the_other_way(self, deal, token, permit, domain):
        """Else one signature would have two texts, and whoever keys on the text counts it twice."""
        mirrored = signed(permit, domain).mirrored()
        with reverts(ECDSAInvalidSignatureS, s=mirrored.s):
            used(token, permit, mirrored, deal.mallory)

    @pytest.mark.parametrize("v", [0, 1, 26, 29, 255])
    def test_with_a_recovery_number_that_is_none(self, deal, token, permit, domain, v):
        wrong = replace(signed(permit, domain), v=v)
        assert_refused(deal, token, permit, wrong, ECDSAInvalidSignature)

    def test_with_the_other_recovery_number(self, deal, token, permit, domain):
        right = signed(permit, domain)
        wrong = replace(right, v=55 - right.v)
        with pytest.raises((ERC2612InvalidSigner, ECDSAInvalidSignature)):
            used(token, permit, wrong, deal.mallory)

    @pytest.mark.parametrize("r", [0, CURVE_ORDER])
    def test_with_numbers_off_the_curve(self, deal, token, permit, domain, r):
        wrong = replace(signed(permit, domain), r=r.to_bytes(32, "big"))
        assert_refused(deal, token, permit, wrong, ECDSAInvalidSignature)

    def test_for_the_account_nobody_has_the_key_of(self, deal, token, domain):
        nobody = permit_of(deal, token, owner=ZERO)
        with pytest.raises(ERC2612InvalidSigner):
            used(token, nobody, signed(nobody, domain), deal.mallory)

    def test_to_the_zero_address(self, deal, token, domain):
        nobody = permit_of(deal, token, spender=ZERO)
        with reverts(ERC20InvalidSpender, spender=ZERO):
            used(token, nobody, signed(nobody, domain), deal.mallory)
        assert token.contract.nonces(deal.alice) == 0


class TestPermit:
    @pytest.mark.parametrize("value", [0, SOME, HELD + 1, UNLIMITED])
    def test_sets_the_allowance_and_says_so(self, deal, token, domain, value):
        permit = permit_of(deal, token, value=value)
        receipt = used(token, permit, signed(permit, domain), deal.mallory)
        assert told(receipt) == [(Approval, deal.alice, deal.mallory, value)]
        assert token.contract.allowance(deal.alice, deal.mallory) == value

    def test_counts_the_owners_nonce_and_no_other(self, deal, token, permit, domain):
        used(token, permit, signed(permit, domain), deal.mallory)
        assert token.contract.nonces(deal.alice) == 1
        assert token.contract.nonces(deal.mallory) == 0

    @pytest.mark.parametrize("who", ["alice", "mallory", "bob", "registrar"])
    def test_may_be_handed_in_by_anyone(self, deal, token, permit, domain, who):
        used(token, permit, signed(permit, domain), getattr(deal, who))
        assert token.contract.allowance(deal.alice, deal.mallory) == SOME

    def test_in_the_second_of_its_deadline(self, deal, token, domain):
        permit = permit_of(deal, token, deadline=deal.chain.now + 60)
        signature = signed(permit, domain)
        deal.chain.at(permit.deadline)
        used(token, permit, signature, deal.mallory)
        assert token.contract.allowance(deal.alice, deal.mallory) == SOME

    def test_replaces_an_allowance_and_may_end_it(self, deal, token, domain):
        token.contract.approve(deal.mallory, HELD, sender=deal.alice)
        permit = permit_of(deal, token, value=0)
        used(token, permit, signed(permit, domain), deal.bob)
        assert token.contract.allowance(deal.alice, deal.mallory) == 0

    def test_after_another_with_the_next_nonce(self, deal, token, domain):
        for value in (SOME, SOME + 1):
            permit = permit_of(deal, token, value=value)
            used(token, permit, signed(permit, domain), deal.mallory)
        assert token.contract.allowance(deal.alice, deal.mallory) == SOME + 1
        assert token.contract.nonces(deal.alice) == 2

    def test_lets_the_spender_spend(self, deal, token, permit, domain):
        used(token, permit, signed(permit, domain), deal.mallory)
        token.contract.transfer_from(deal.alice, deal.dave, SOME, sender=deal.mallory)
        assert token.balances(deal.alice, deal.dave) == [HELD - SOME, SOME]
        assert token.contract.allowance(deal.alice, deal.mallory) == 0


class TestNoWayAround:
    """A signature is no more than an approval: what stops a transfer stops it still."""

    def test_a_freeze_of_the_owner(self, deal, token, permit, domain):
        token.freeze(deal.alice)
        used(token, permit, signed(permit, domain), deal.mallory)
        with token.frozen_refuses(deal.alice):
            token.contract.transfer_from(deal.alice, deal.dave, SOME, sender=deal.mallory)

    def test_a_freeze_of_the_spender(self, deal, token, permit, domain):
        used(token, permit, signed(permit, domain), deal.mallory)
        token.freeze(deal.mallory)
        with token.frozen_refuses(deal.mallory):
            token.contract.transfer_from(deal.alice, deal.dave, SOME, sender=deal.mallory)

    @pytest.mark.parametrize(("who", "named"), [("alice", "alice"), ("mallory", "mallory")])
    def test_sanctions_on_the_bonds_register(self, deal, who, named):
        bond = TOKENS["BondToken"](deal)
        deal.register.sanction([getattr(deal, who)], sender=deal.regulator)
        permit = permit_of(deal, bond)
        used(bond, permit, signed(permit, domain_of(bond)), deal.mallory)
        barred = {"from_": getattr(deal, named), "to": deal.dave}
        with reverts(BondToken_Refused, **barred, refusal=Refusal.SENDER_SANCTIONED):
            bond.contract.transfer_from(deal.alice, deal.dave, SOME, sender=deal.mallory)

    def test_the_loss_of_the_owners_key(self, deal):
        bond = TOKENS["BondToken"](deal)
        permit = permit_of(deal, bond)
        used(bond, permit, signed(permit, domain_of(bond)), deal.mallory)
        deal.register.replace([deal.alice], [deal.bob], sender=deal.registrar)
        barred = {"from_": deal.alice, "to": deal.dave, "refusal": Refusal.SENDER_REPLACED}
        with reverts(BondToken_Refused, **barred):
            bond.contract.transfer_from(deal.alice, deal.dave, SOME, sender=deal.mallory)
        deal.bond.recovery_address(deal.alice, deal.bob, ZERO, sender=deal.mallory)
        assert deal.bond.allowance(deal.bob, deal.mallory) == 0
