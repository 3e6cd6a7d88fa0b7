"""`CashToken`: what holds of every money bonds are settled in."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.chain.abi import Function
from sim.chain.bindings import CentralBankMoney, Stablecoin
from sim.chain.logs import Approval, Burned, CashFrozen, Minted, Role, Transfer
from sim.chain.reverts import (
    CashToken_AboveMaximum,
    CashToken_AccountFrozen,
    CashToken_LengthMismatch,
    ERC20InsufficientAllowance,
    ERC20InsufficientBalance,
    ERC20InvalidReceiver,
    ERC20InvalidSender,
    ERC20InvalidSpender,
    RoleBound_CallerLacksRole,
)
from tests.contracts.deal import CASH, UNLIMITED, ZERO, reverts, told

MOST = 2**128 - 1


@dataclass(frozen=True)
class Money:
    """A cash token, and who may create it."""

    token: CentralBankMoney | Stablecoin
    issuer: str
    role: Role
    name: str
    symbol: str

    def mint(self, to, amount):
        return self.token.mint([to], [amount], sender=self.issuer)


@pytest.fixture(params=["CentralBankMoney", "Stablecoin"])
def money(request, deal) -> Money:
    """Each kind of money in turn."""
    if request.param == "CentralBankMoney":
        token = deal.central_bank_money
        return Money(token, deal.central_bank, Role.CENTRAL_BANK, "e-HKD", "eHKD")
    token = deal.stablecoin
    return Money(token, deal.stablecoin_issuer, Role.CASH_ISSUER, "Harbour Dollar", "HKDH")


def _transfer(money, sender, receiver, amount, _spender):
    return money.token.transfer(receiver, amount, sender=sender)


def _transfer_from(money, sender, receiver, amount, spender):
    money.token.approve(spender, amount, sender=sender)
    return money.token.transfer_from(sender, receiver, amount, sender=spender)


@pytest.fixture(params=[_transfer, _transfer_from], ids=["transfer", "transferFrom"])
def pay(request, deal, money):
    """Pays by one of the paths: `pay(sender, receiver, amount)`."""

    def paid(sender, receiver, amount):
        return request.param(money, sender, receiver, amount, deal.mallory)

    return paid


class TestDeployment:
    def test_says_what_it_is(self, deal, money):
        assert money.token.name() == money.name
        assert money.token.symbol() == money.symbol
        assert money.token.currency() == "HKD"
        assert money.token.decimals() == 2
        assert money.token.roles() == deal.roles.address

    def test_the_decimals_are_the_currencys(self, deal, money):
        kind = type(money.token)
        yen = kind.deploy(deal.chain, "Yen", "Y", "JPY", 0, deal.roles.address, sender=deal.alice)
        assert (yen.decimals(), yen.currency(), yen.total_supply()) == (0, "JPY", 0)


class TestMint:
    class TestRefused:
        def test_to_anyone_but_the_issuer(self, deal, money):
            others = {deal.central_bank, deal.stablecoin_issuer, deal.mallory, deal.admin}
            for caller in sorted(others - {money.issuer}):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=money.role):
                    money.token.mint([deal.alice], [1], sender=caller)

        @pytest.mark.parametrize(("accounts", "amounts"), [(1, 2), (2, 1), (0, 1)])
        def test_with_lists_of_different_lengths(self, deal, money, accounts, amounts):
            with reverts(CashToken_LengthMismatch, accounts=accounts, amounts=amounts):
                money.token.mint([deal.bob] * accounts, [1] * amounts, sender=money.issuer)

        def test_to_the_zero_address(self, money):
            with reverts(ERC20InvalidReceiver, receiver=ZERO):
                money.mint(ZERO, 1)

        def test_to_a_frozen_account(self, deal, money):
            money.token.freeze([deal.alice], sender=money.issuer)
            with reverts(CashToken_AccountFrozen, account=deal.alice):
                money.mint(deal.alice, 1)

        def test_of_more_than_a_word_holds(self, deal, money):
            room = MOST - money.token.total_supply()
            with reverts(CashToken_AboveMaximum, supply_after=MOST + 1, maximum=MOST):
                money.mint(deal.alice, room + 1)
            money.mint(deal.alice, room)
            assert money.token.total_supply() == MOST
            assert money.token.balance_of(deal.alice) == CASH + room

        def test_of_what_a_word_would_cut_to_nothing(self, deal, money):
            supply = money.token.total_supply()
            with reverts(CashToken_AboveMaximum, supply_after=supply + 2**128, maximum=MOST):
                money.mint(deal.alice, 2**128)

        def test_as_a_whole_when_one_is_refused(self, deal, money):
            before = money.token.total_supply()
            with reverts(ERC20InvalidReceiver, receiver=ZERO):
                money.token.mint([deal.alice, ZERO], [1, 1], sender=money.issuer)
            assert money.token.balance_of(deal.alice) == CASH
            assert money.token.total_supply() == before

    def test_creates_the_money_and_says_so_in_the_callers_order(self, deal, money):
        before = money.token.total_supply()
        receipt = money.token.mint([deal.bob, deal.alice], [7, 5], sender=money.issuer)
        assert told(receipt) == [
            (Transfer, ZERO, deal.bob, 7),
            (Minted, deal.bob, 7, money.issuer),
            (Transfer, ZERO, deal.alice, 5),
            (Minted, deal.alice, 5, money.issuer),
        ]
        assert receipt.events[0].contract == type(money.token).__name__
        assert money.token.balance_of(deal.alice) == CASH + 5
        assert money.token.balance_of(deal.bob) == CASH + 7
        assert money.token.total_supply() == before + 12

    def test_the_same_account_twice_gets_both(self, deal, money):
        money.token.mint([deal.bob, deal.bob], [7, 5], sender=money.issuer)
        assert money.token.balance_of(deal.bob) == CASH + 12

    def test_keeps_the_flags_of_the_word(self, deal, money):
        flags = money.token.cash_account(deal.alice)
        money.mint(deal.alice, 5)
        after = money.token.cash_account(deal.alice)
        assert (after.is_frozen, after.is_participant) == (flags.is_frozen, flags.is_participant)


class TestBurn:
    class TestRefused:
        def test_to_anyone_but_the_issuer(self, deal, money):
            for caller in (deal.alice, deal.mallory, deal.admin):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=money.role):
                    money.token.burn([caller], [1], sender=caller)

        @pytest.mark.parametrize(("accounts", "amounts"), [(1, 2), (2, 1), (0, 1)])
        def test_with_lists_of_different_lengths(self, deal, money, accounts, amounts):
            with reverts(CashToken_LengthMismatch, accounts=accounts, amounts=amounts):
                money.token.burn([deal.bob] * accounts, [1] * amounts, sender=money.issuer)

        def test_of_a_holders_money_without_its_approval(self, deal, money):
            with reverts(ERC20InsufficientAllowance, spender=money.issuer, allowance=0, needed=1):
                money.token.burn([deal.alice], [1], sender=money.issuer)

        def test_beyond_the_approval_across_a_batch(self, deal, money):
            money.token.approve(money.issuer, 10, sender=deal.alice)
            with reverts(ERC20InsufficientAllowance, spender=money.issuer, allowance=4, needed=6):
                money.token.burn([deal.alice, deal.alice], [6, 6], sender=money.issuer)

        def test_of_more_than_is_held(self, deal, money):
            money.token.approve(money.issuer, UNLIMITED, sender=deal.alice)
            with reverts(
                ERC20InsufficientBalance, sender=deal.alice, balance=CASH, needed=CASH + 1
            ):
                money.token.burn([deal.alice], [CASH + 1], sender=money.issuer)

        def test_of_a_frozen_account(self, deal, money):
            money.token.approve(money.issuer, 5, sender=deal.alice)
            money.token.freeze([deal.alice], sender=money.issuer)
            with reverts(CashToken_AccountFrozen, account=deal.alice):
                money.token.burn([deal.alice], [5], sender=money.issuer)

    def test_destroys_what_holders_approved_in_the_callers_order(self, deal, money):
        before = money.token.total_supply()
        money.token.approve(money.issuer, 9, sender=deal.bob)
        money.token.approve(money.issuer, 5, sender=deal.alice)
        receipt = money.token.burn([deal.bob, deal.alice], [7, 5], sender=money.issuer)
        assert told(receipt) == [
            (Transfer, deal.bob, ZERO, 7),
            (Burned, deal.bob, 7, money.issuer),
            (Transfer, deal.alice, ZERO, 5),
            (Burned, deal.alice, 5, money.issuer),
        ]
        assert money.token.balance_of(deal.alice) == CASH - 5
        assert money.token.balance_of(deal.bob) == CASH - 7
        assert money.token.allowance(deal.bob, money.issuer) == 2
        assert money.token.total_supply() == before - 12


class TestTransfer:
    class TestRefused:
        def test_beyond_the_balance(self, deal, pay):
            with reverts(
                ERC20InsufficientBalance, sender=deal.alice, balance=CASH, needed=CASH + 1
            ):
                pay(deal.alice, deal.bob, CASH + 1)

        @pytest.mark.parametrize("amount", [2**128, 2**128 + 5, UNLIMITED])
        def test_of_what_a_word_would_cut_to_little(self, deal, pay, amount):
            with reverts(
                ERC20InsufficientBalance, sender=deal.alice, balance=CASH, needed=amount
            ):
                pay(deal.alice, deal.bob, amount)

        def test_to_oneself_beyond_the_balance(self, deal, pay):
            with reverts(
                ERC20InsufficientBalance, sender=deal.alice, balance=CASH, needed=CASH + 1
            ):
                pay(deal.alice, deal.alice, CASH + 1)

        def test_from_a_frozen_account(self, deal, money, pay):
            money.token.freeze([deal.alice], sender=money.issuer)
            with reverts(CashToken_AccountFrozen, account=deal.alice):
                pay(deal.alice, deal.bob, 5)

        def test_to_a_frozen_account(self, deal, money, pay):
            money.token.freeze([deal.bob], sender=money.issuer)
            with reverts(CashToken_AccountFrozen, account=deal.bob):
                pay(deal.alice, deal.bob, 5)

        def test_of_nothing_by_a_frozen_account(self, deal, money, pay):
            money.token.freeze([deal.alice], sender=money.issuer)
            with reverts(CashToken_AccountFrozen, account=deal.alice):
                pay(deal.alice, deal.bob, 0)

        def test_to_the_zero_address(self, deal, pay):
            with reverts(ERC20InvalidReceiver, receiver=ZERO):
                pay(deal.alice, ZERO, 5)

    def test_moves_the_money_and_says_so(self, deal, money, pay):
        before = money.token.total_supply()
        receipt = pay(deal.alice, deal.bob, 5)
        assert told(receipt) == [(Transfer, deal.alice, deal.bob, 5)]
        assert money.token.balance_of(deal.alice) == CASH - 5
        assert money.token.balance_of(deal.bob) == CASH + 5
        assert money.token.total_supply() == before

    def test_everything_may_go(self, deal, money, pay):
        pay(deal.alice, deal.bob, CASH)
        assert money.token.balance_of(deal.alice) == 0

    @pytest.mark.parametrize("amount", [0, 5, CASH])
    def test_to_oneself_changes_nothing(self, deal, money, pay, amount):
        receipt = pay(deal.alice, deal.alice, amount)
        assert told(receipt) == [(Transfer, deal.alice, deal.alice, amount)]
        assert money.token.balance_of(deal.alice) == CASH

    def test_of_nothing_changes_nothing(self, deal, money, pay):
        assert told(pay(deal.alice, deal.bob, 0)) == [(Transfer, deal.alice, deal.bob, 0)]
        assert money.token.balance_of(deal.bob) == CASH

    def test_answers_true(self, deal, money):
        function = Function.parse("transfer(address,uint256)", "bool")
        args = (deal.bob, 5)
        assert deal.chain.call(money.token.address, function, args, sender=deal.alice) is True


class TestTransferFrom:
    class TestRefused:
        def test_beyond_the_allowance(self, deal, money):
            money.token.approve(deal.carol, 3, sender=deal.alice)
            with reverts(ERC20InsufficientAllowance, spender=deal.carol, allowance=3, needed=4):
                money.token.transfer_from(deal.alice, deal.bob, 4, sender=deal.carol)

        def test_to_the_issuer_without_an_allowance(self, deal, money):
            with reverts(ERC20InsufficientAllowance, spender=money.issuer, allowance=0, needed=4):
                money.token.transfer_from(deal.alice, deal.bob, 4, sender=money.issuer)

    def test_uses_up_the_allowance(self, deal, money):
        money.token.approve(deal.carol, 7, sender=deal.alice)
        money.token.transfer_from(deal.alice, deal.bob, 4, sender=deal.carol)
        assert money.token.allowance(deal.alice, deal.carol) == 3

    def test_does_not_use_up_an_unlimited_one(self, deal, money):
        money.token.approve(deal.carol, UNLIMITED, sender=deal.alice)
        money.token.transfer_from(deal.alice, deal.bob, 4, sender=deal.carol)
        assert money.token.allowance(deal.alice, deal.carol) == UNLIMITED


class TestApprove:
    class TestRefused:
        def test_to_the_zero_address(self, deal, money):
            with reverts(ERC20InvalidSpender, spender=ZERO):
                money.token.approve(ZERO, 4, sender=deal.alice)

    def test_sets_the_allowance_and_says_so(self, deal, money):
        receipt = money.token.approve(deal.carol, 4, sender=deal.alice)
        assert told(receipt) == [(Approval, deal.alice, deal.carol, 4)]
        assert money.token.allowance(deal.alice, deal.carol) == 4


class TestFreeze:
    class TestRefused:
        @pytest.mark.parametrize("function", ["freeze", "unfreeze"])
        def test_to_anyone_but_the_issuer(self, deal, money, function):
            for caller in (deal.alice, deal.regulator, deal.registrar, deal.admin):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=money.role):
                    getattr(money.token, function)([deal.alice], sender=caller)

    def test_freezes_the_account_and_keeps_its_money(self, deal, money):
        receipt = money.token.freeze([deal.alice], sender=money.issuer)
        assert told(receipt) == [(CashFrozen, deal.alice, True, money.issuer)]
        word = money.token.cash_account(deal.alice)
        assert (word.amount, word.is_frozen) == (CASH, True)
        assert money.token.balance_of(deal.alice) == CASH

    def test_unfreezes_it_again(self, deal, money):
        money.token.freeze([deal.alice], sender=money.issuer)
        receipt = money.token.unfreeze([deal.alice], sender=money.issuer)
        assert told(receipt) == [(CashFrozen, deal.alice, False, money.issuer)]
        money.token.transfer(deal.bob, CASH, sender=deal.alice)

    def test_what_is_so_already_changes_and_says_nothing(self, deal, money):
        assert told(money.token.unfreeze([deal.alice], sender=money.issuer)) == []
        money.token.freeze([deal.alice], sender=money.issuer)
        assert told(money.token.freeze([deal.alice], sender=money.issuer)) == []

    def test_keeps_the_order_of_the_batch_and_says_duplicates_once(self, deal, money):
        batch = [deal.bob, deal.alice, deal.bob]
        receipt = money.token.freeze(batch, sender=money.issuer)
        assert [event.account for event in receipt.all(CashFrozen)] == [deal.bob, deal.alice]

    def test_one_frozen_holder_stops_no_other(self, deal, money):
        money.token.freeze([deal.alice], sender=money.issuer)
        money.token.transfer(deal.carol, 5, sender=deal.bob)
        assert money.token.balance_of(deal.carol) == CASH + 5


REFUSALS = (CashToken_AccountFrozen, ERC20InsufficientBalance, CashToken_AboveMaximum)


class TestSupply:
    """`CASH`: what is held is what was minted and not burned, whatever happens."""

    steps = st.tuples(
        st.sampled_from(["mint", "burn", "pay", "freeze", "unfreeze"]),
        st.integers(0, 4),
        st.integers(0, 4),
        st.sampled_from([0, 1, 7, CASH, 2 * CASH, MOST]),
    )

    @settings(
        max_examples=100,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(script=st.lists(steps, max_size=20))
    def test_is_the_sum_of_what_is_held(self, deal, money, script):
        everyone = [*deal.investors, deal.arranger, deal.issuer]
        with deal.undone():
            held = dict.fromkeys(everyone, CASH)
            frozen = set()
            for holder in everyone:
                money.token.approve(money.issuer, UNLIMITED, sender=holder)
            for what, first, second, amount in script:
                _step(deal, money, held, frozen, (what, first, second, amount))
            balances = deal.chain.balances(money.token.address, everyone)
            assert balances == [held[holder] for holder in everyone]
            assert money.token.total_supply() == sum(held.values())


def _step(deal, money, held, frozen, step):
    what, first, second, amount = step
    one, other = deal.investors[first], deal.investors[second]
    if what in ("freeze", "unfreeze"):
        getattr(money.token, what)([one], sender=money.issuer)
        (frozen.add if what == "freeze" else frozen.discard)(one)
        return
    if what == "pay":
        allowed = not {one, other} & frozen and amount <= held[one]
        _tried(allowed, lambda: money.token.transfer(other, amount, sender=one))
        changes = [(one, -amount), (other, amount)]
    elif what == "mint":
        allowed = one not in frozen and sum(held.values()) + amount <= MOST
        _tried(allowed, lambda: money.mint(one, amount))
        changes = [(one, amount)]
    else:
        allowed = one not in frozen and amount <= held[one]
        _tried(allowed, lambda: money.token.burn([one], [amount], sender=money.issuer))
        changes = [(one, -amount)]
    for holder, change in changes if allowed else []:
        held[holder] += change


def _tried(allowed, action):
    if allowed:
        action()
        return
    with pytest.raises(REFUSALS):
        action()
