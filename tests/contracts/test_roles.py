"""`Roles` and `RoleBound`: who may do what, and who says so."""

from __future__ import annotations

import pytest

from sim.chain.bindings import Roles
from sim.chain.logs import (
    AdminHandedOver,
    AdminHandoverStarted,
    Role,
    RoleGranted,
    RoleRevoked,
)
from sim.chain.reverts import (
    RoleBound_CallerLacksRole,
    Roles_AccountIsZero,
    Roles_CallerNotAdmin,
    Roles_CallerNotSuccessor,
    Roles_LengthMismatch,
)
from tests.contracts.deal import ZERO, reverts, told


class TestDeployment:
    class TestRefused:
        def test_without_a_first_admin(self, deal):
            with reverts(Roles_AccountIsZero):
                Roles.deploy(deal.chain, ZERO, sender=deal.deployer)

    def test_the_first_admin_is_the_one_given_not_the_deployer(self, deal):
        roles = Roles.deploy(deal.chain, deal.alice, sender=deal.deployer)
        assert roles.admin() == deal.alice
        assert roles.successor() == ZERO
        log = deal.chain.logs[-1]
        assert (type(log), log.admin, log.successor) == (AdminHandedOver, ZERO, deal.alice)

    def test_nobody_holds_a_role(self, deal):
        roles = Roles.deploy(deal.chain, deal.alice, sender=deal.deployer)
        assert not any(roles.has(role, deal.alice) for role in Role)


class TestGrant:
    class TestRefused:
        def test_to_anyone_but_the_admin(self, deal):
            for caller in (deal.mallory, deal.registrar, deal.deployer):
                with reverts(Roles_CallerNotAdmin, caller=caller, admin=deal.admin):
                    deal.roles.grant([Role.REGISTRAR], [caller], sender=caller)

        def test_to_the_successor_before_it_accepts(self, deal):
            deal.roles.hand_over(deal.alice, sender=deal.admin)
            with reverts(Roles_CallerNotAdmin, caller=deal.alice, admin=deal.admin):
                deal.roles.grant([Role.REGISTRAR], [deal.alice], sender=deal.alice)

        @pytest.mark.parametrize("accounts", [0, 1, 3])
        def test_with_lists_of_different_lengths(self, deal, accounts):
            with reverts(Roles_LengthMismatch, roles=2, accounts=accounts):
                deal.roles.grant(
                    [Role.VENUE, Role.TRUSTEE], [deal.bob] * accounts, sender=deal.admin
                )

        def test_to_the_zero_address(self, deal):
            with reverts(Roles_AccountIsZero):
                deal.roles.grant([Role.VENUE], [ZERO], sender=deal.admin)

        def test_as_a_whole_when_one_account_is_zero(self, deal):
            with reverts(Roles_AccountIsZero):
                deal.roles.grant([Role.VENUE, Role.VENUE], [deal.bob, ZERO], sender=deal.admin)
            assert not deal.roles.has(Role.VENUE, deal.bob)

    def test_gives_each_account_the_role_beside_it(self, deal):
        receipt = deal.roles.grant(
            [Role.VENUE, Role.TRUSTEE], [deal.bob, deal.carol], sender=deal.admin
        )
        assert told(receipt) == [
            (RoleGranted, Role.VENUE, deal.bob, deal.admin),
            (RoleGranted, Role.TRUSTEE, deal.carol, deal.admin),
        ]
        assert deal.roles.has(Role.VENUE, deal.bob)
        assert deal.roles.has(Role.TRUSTEE, deal.carol)
        assert not deal.roles.has(Role.TRUSTEE, deal.bob)
        assert not deal.roles.has(Role.VENUE, deal.carol)

    def test_every_role_is_a_role_of_its_own(self, deal):
        for granted in Role:
            with deal.undone():
                deal.roles.grant([granted], [deal.mallory], sender=deal.admin)
                held = [role for role in Role if deal.roles.has(role, deal.mallory)]
            assert held == [granted]

    def test_an_account_may_hold_several(self, deal):
        deal.roles.grant([Role.VENUE, Role.TRUSTEE], [deal.bob] * 2, sender=deal.admin)
        held = [role for role in Role if deal.roles.has(role, deal.bob)]
        assert held == [Role.TRUSTEE, Role.VENUE]

    def test_granting_again_changes_and_says_nothing(self, deal):
        assert told(deal.roles.grant([Role.REGISTRAR], [deal.registrar], sender=deal.admin)) == []
        assert deal.roles.has(Role.REGISTRAR, deal.registrar)

    def test_the_same_grant_twice_in_a_batch_is_one(self, deal):
        receipt = deal.roles.grant([Role.VENUE] * 2, [deal.bob] * 2, sender=deal.admin)
        assert told(receipt) == [(RoleGranted, Role.VENUE, deal.bob, deal.admin)]

    def test_nothing_may_be_granted_in_an_empty_batch(self, deal):
        assert told(deal.roles.grant([], [], sender=deal.admin)) == []


class TestRevoke:
    class TestRefused:
        def test_to_anyone_but_the_admin(self, deal):
            with reverts(Roles_CallerNotAdmin, caller=deal.mallory, admin=deal.admin):
                deal.roles.revoke([Role.REGISTRAR], [deal.registrar], sender=deal.mallory)
            assert deal.roles.has(Role.REGISTRAR, deal.registrar)

        def test_to_the_holder_of_the_role_itself(self, deal):
            with reverts(Roles_CallerNotAdmin, caller=deal.registrar, admin=deal.admin):
                deal.roles.revoke([Role.REGISTRAR], [deal.registrar], sender=deal.registrar)

        def test_with_lists_of_different_lengths(self, deal):
            with reverts(Roles_LengthMismatch, roles=1, accounts=2):
                deal.roles.revoke([Role.REGISTRAR], [deal.bob] * 2, sender=deal.admin)

    def test_takes_the_role_and_leaves_the_others(self, deal):
        deal.roles.grant([Role.VENUE, Role.TRUSTEE], [deal.bob] * 2, sender=deal.admin)
        receipt = deal.roles.revoke([Role.VENUE], [deal.bob], sender=deal.admin)
        assert told(receipt) == [(RoleRevoked, Role.VENUE, deal.bob, deal.admin)]
        assert not deal.roles.has(Role.VENUE, deal.bob)
        assert deal.roles.has(Role.TRUSTEE, deal.bob)

    def test_takes_it_from_that_account_alone(self, deal):
        deal.roles.grant([Role.VENUE] * 2, [deal.bob, deal.carol], sender=deal.admin)
        deal.roles.revoke([Role.VENUE], [deal.bob], sender=deal.admin)
        assert deal.roles.has(Role.VENUE, deal.carol)

    def test_passes_over_accounts_without_it(self, deal):
        receipt = deal.roles.revoke(
            [Role.VENUE, Role.REGISTRAR, Role.REGISTRAR],
            [deal.mallory, deal.registrar, deal.registrar],
            sender=deal.admin,
        )
        assert told(receipt) == [(RoleRevoked, Role.REGISTRAR, deal.registrar, deal.admin)]

    def test_a_role_may_come_back(self, deal):
        deal.roles.revoke([Role.REGISTRAR], [deal.registrar], sender=deal.admin)
        deal.roles.grant([Role.REGISTRAR], [deal.registrar], sender=deal.admin)
        assert deal.roles.has(Role.REGISTRAR, deal.registrar)


class TestHandOver:
    class TestRefused:
        def test_to_anyone_but_the_admin(self, deal):
            with reverts(Roles_CallerNotAdmin, caller=deal.mallory, admin=deal.admin):
                deal.roles.hand_over(deal.mallory, sender=deal.mallory)

        def test_to_the_zero_address(self, deal):
            with reverts(Roles_AccountIsZero):
                deal.roles.hand_over(ZERO, sender=deal.admin)

    def test_names_the_successor_and_changes_nothing_else(self, deal):
        receipt = deal.roles.hand_over(deal.alice, sender=deal.admin)
        assert told(receipt) == [(AdminHandoverStarted, deal.admin, deal.alice)]
        assert deal.roles.admin() == deal.admin
        assert deal.roles.successor() == deal.alice
        deal.roles.grant([Role.VENUE], [deal.bob], sender=deal.admin)

    def test_naming_another_replaces_the_first(self, deal):
        deal.roles.hand_over(deal.alice, sender=deal.admin)
        deal.roles.hand_over(deal.bob, sender=deal.admin)
        with reverts(Roles_CallerNotSuccessor, caller=deal.alice, successor=deal.bob):
            deal.roles.accept_handover(sender=deal.alice)


class TestAcceptHandover:
    class TestRefused:
        def test_when_none_is_under_way(self, deal):
            with reverts(Roles_CallerNotSuccessor, caller=deal.mallory, successor=ZERO):
                deal.roles.accept_handover(sender=deal.mallory)

        def test_to_anyone_but_the_successor(self, deal):
            deal.roles.hand_over(deal.alice, sender=deal.admin)
            for caller in (deal.mallory, deal.admin):
                with reverts(Roles_CallerNotSuccessor, caller=caller, successor=deal.alice):
                    deal.roles.accept_handover(sender=caller)

        def test_a_second_time(self, deal):
            deal.roles.hand_over(deal.alice, sender=deal.admin)
            deal.roles.accept_handover(sender=deal.alice)
            with reverts(Roles_CallerNotSuccessor, caller=deal.alice, successor=ZERO):
                deal.roles.accept_handover(sender=deal.alice)

    def test_the_successor_is_admin_and_the_former_no_more(self, deal):
        deal.roles.hand_over(deal.alice, sender=deal.admin)
        receipt = deal.roles.accept_handover(sender=deal.alice)
        assert told(receipt) == [(AdminHandedOver, deal.admin, deal.alice)]
        assert deal.roles.admin() == deal.alice
        assert deal.roles.successor() == ZERO
        with reverts(Roles_CallerNotAdmin, caller=deal.admin, admin=deal.alice):
            deal.roles.grant([Role.VENUE], [deal.admin], sender=deal.admin)
        deal.roles.grant([Role.VENUE], [deal.bob], sender=deal.alice)

    def test_roles_outlive_the_admin_who_gave_them(self, deal):
        deal.roles.hand_over(deal.alice, sender=deal.admin)
        deal.roles.accept_handover(sender=deal.alice)
        assert deal.roles.has(Role.REGISTRAR, deal.registrar)


class TestRoleBound:
    """Through the register: what a contract that asks `Roles` does with the answer."""

    class TestRefused:
        def test_to_a_caller_with_every_role_but_that_one(self, deal):
            others = [role for role in Role if role is not Role.REGISTRAR]
            deal.roles.grant(others, [deal.mallory] * len(others), sender=deal.admin)
            with reverts(RoleBound_CallerLacksRole, caller=deal.mallory, role=Role.REGISTRAR):
                deal.register.admit([], sender=deal.mallory)

        def test_to_the_admin_without_the_role(self, deal):
            with reverts(RoleBound_CallerLacksRole, caller=deal.admin, role=Role.REGISTRAR):
                deal.register.admit([], sender=deal.admin)

        def test_as_soon_as_the_role_is_revoked(self, deal):
            deal.register.admit([], sender=deal.registrar)
            deal.roles.revoke([Role.REGISTRAR], [deal.registrar], sender=deal.admin)
            with reverts(RoleBound_CallerLacksRole, caller=deal.registrar, role=Role.REGISTRAR):
                deal.register.admit([], sender=deal.registrar)

    def test_as_soon_as_the_role_is_granted(self, deal):
        deal.roles.grant([Role.REGISTRAR], [deal.mallory], sender=deal.admin)
        deal.register.admit([], sender=deal.mallory)

    def test_every_contract_asks_the_same_roles(self, deal):
        bound = (
            deal.register,
            deal.bond,
            deal.central_bank_money,
            deal.stablecoin,
            deal.settlement,
            deal.paying,
        )
        assert {contract.roles() for contract in bound} == {deal.roles.address}
