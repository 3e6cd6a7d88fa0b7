from __future__ import annotations

from datetime import date, datetime

import pytest

from sim.chain import Reverted
from sim.chain.logs import Approval, Minted
from sim.engine.enforcement import Enforcement
from sim.model import ReplaceAccount
from tests.runs import play
from tests.scenarios import event, newcomer, order, party, small, trade, tranche
from tests.stage import CBDC, Stage

FRIDAY, MONDAY, TUESDAY = date(2023, 2, 17), date(2023, 2, 20), date(2023, 2, 21)
RECORD, PAYMENT, LAST = date(2023, 3, 15), date(2023, 3, 16), date(2023, 3, 17)
COUPON, PRINCIPAL = 1_553_42, 500_000_00
REGULATOR, SPARE = newcomer("watchdog", "regulator"), newcomer("cedar-2")


def at(text):
    return Stage().instant(text)


def refused(run):
    """(function, error) of transactions that a contract refused."""
    done = run.outcome.transactions
    return [(t.function, t.revert.partition("(")[0]) for t in done if not t.status]


def sent(run, function):
    """(sender, instant) of the transactions that called a function."""
    names, done = run.outcome.names, run.outcome.transactions
    return [(names[t.sender], t.at) for t in done if t.function == function]


def moved(run):
    """(kind of movement, deliverer, receiver, units) of movements outside instructions."""
    rows = [row for row in run.ledgers["settlement"] if row.transaction_type == "OWNI"]
    return [(row.instruction_id[0], row.deliverer, row.receiver, row.units) for row in rows]


def traded(run):
    return [row for row in run.ledgers["settlement"] if row.transaction_type == "TRAD"]


def money_into(run, name):
    """(purpose, amount) of money an account received, but for the money it brought."""
    rows = [row for row in run.ledgers["cash"] if row.account == name and row.credit]
    return [(row.purpose, row.credit) for row in rows if row.purpose != "MINT"]


def transfer(day, sender, receiver, units):
    return event("transfer", day, from_=sender, to=receiver, tranche="HKD", units=units)


def forced(day, sender, receiver, units, **values):
    told = {"from_": sender, "to": receiver, "tranche": "HKD", "units": units}
    return event("forced_transfer", day, **told, **values)


def frozen_units(day, name, units):
    return event("freeze_units", day, party=name, tranche="HKD", units=units)


def replace(day, lost="cedar", replacement="cedar-2"):
    return event("replace_account", day, lost=lost, replacement=replacement)


class TestForcedTransfer:
    def test_in_the_morning_by_the_regulator(self):
        run = play(small(REGULATOR, forced(MONDAY, "alder", "birch", 4)))
        assert sent(run, "forcedTransfer") == [("watchdog", at("2023-02-20 08:00"))]
        assert moved(run) == [("F", "alder", "birch", 4)]

    def test_by_the_registrar_where_the_order_says_so(self):
        run = play(small(forced(MONDAY, "alder", "birch", 4, by="registrar")))
        assert sent(run, "forcedTransfer") == [("bank", at("2023-02-20 08:00"))]

    def test_passes_pause_freezes_and_the_minimum(self):
        run = play(
            small(
                REGULATOR,
                event("pause", MONDAY, tranche="HKD"),
                event("freeze", MONDAY, party="alder"),
                frozen_units(MONDAY, "alder", 50),
                forced(MONDAY, "alder", "birch", 49),
                event("unpause", TUESDAY, tranche="HKD"),
            )
        )
        assert refused(run) == []
        assert moved(run) == [("F", "alder", "birch", 49)]

    @pytest.mark.parametrize(
        ("receiver", "units", "error"),
        [("outsider", 4, "BondToken_Refused"), ("birch", 51, "BondToken_InsufficientUnits")],
    )
    def test_a_refusal_is_recorded_and_the_run_goes_on(self, receiver, units, error):
        run = play(small(REGULATOR, forced(MONDAY, "alder", receiver, units)))
        assert refused(run) == [("forcedTransfer", error)]
        assert moved(run) == []
        assert money_into(run, "alder")[-1] == ("PRIN", 50 * PRINCIPAL)


class TestFreezeUnits:
    def test_holds_back_those_units_until_it_is_lifted(self):
        run = play(
            small(
                frozen_units(MONDAY, "alder", 45),
                transfer(MONDAY, "alder", "birch", 6),
                transfer(MONDAY, "alder", "birch", 5),
                frozen_units(TUESDAY, "alder", 0),
                transfer(TUESDAY, "alder", "birch", 6),
            )
        )
        assert sent(run, "setFrozenTokens")[0] == ("bank", at("2023-02-20 08:00"))
        assert refused(run) == [("transfer", "ERC7943InsufficientUnfrozenBalance")]
        assert moved(run) == [("M", "alder", "birch", 5), ("M", "alder", "birch", 6)]

    def test_a_seller_of_frozen_units_fails_for_the_day(self):
        run = play(
            small(
                trade(MONDAY, "alder", "birch", 6),
                frozen_units(TUESDAY, "alder", 45),
                frozen_units(date(2023, 2, 23), "alder", 0),
            )
        )
        (row,) = traded(run)
        assert (row.status, row.reason_code, row.fail_days) == ("SETTLED", "SBLO", 1)


class TestPause:
    def test_nothing_moves_until_it_is_lifted(self):
        run = play(
            small(
                event("pause", MONDAY, tranche="HKD"),
                transfer(MONDAY, "alder", "birch", 4),
                trade(FRIDAY, "alder", "birch", 4, settlement_days=1),
                event("unpause", TUESDAY, tranche="HKD"),
                transfer(TUESDAY, "alder", "birch", 5),
            )
        )
        assert sent(run, "pause") == [("bank", at("2023-02-20 08:00"))]
        assert sent(run, "unpause") == [("bank", at("2023-02-21 08:00"))]
        assert refused(run) == [("transfer", "BondToken_Paused")]
        assert moved(run) == [("M", "alder", "birch", 5)]
        assert [(row.status, row.reason_code, row.fail_days) for row in traded(run)] == [
            ("SETTLED", "SBLO", 1)
        ]

    def test_one_tranche_alone(self):
        two = (tranche(), tranche(code="HKB"))
        other = order("alder", 20).replace('"HKD"', '"HKB"')
        paused = event("pause", MONDAY, tranche="HKB")
        sends = transfer(MONDAY, "alder", "birch", 4)
        run = play(small(order("alder", 50), other, paused, sends, tranches=two))
        assert moved(run) == [("M", "alder", "birch", 4)]

    def test_does_not_stop_a_redemption(self):
        run = play(small(event("pause", RECORD, tranche="HKD")))
        assert money_into(run, "cedar")[-1] == ("PRIN", 20 * PRINCIPAL)

    def test_of_the_issue_date_leaves_nothing_issued(self):
        run = play(small(event("pause", date(2023, 2, 16), tranche="HKD")))
        issues = [r for r in run.ledgers["settlement"] if r.transaction_type == "ISSU"]
        assert {(row.status, row.reason_code) for row in issues} == {("CANCELLED", "SBLO")}
        assert "REDM" not in {row.transaction_type for row in run.ledgers["settlement"]}


class TestReplaceAccount:
    def test_register_then_bonds_then_the_till_of_the_new_account(self):
        two = (tranche(), tranche(code="HKB"))
        run = play(small(SPARE, replace(MONDAY), tranches=two))
        names = run.outcome.names
        done = [t for t in run.outcome.transactions if at("2023-02-20 00:00") < t.at]
        assert [(t.function, names[t.sender], t.at) for t in done[:4]] == [
            ("replace", "bank", at("2023-02-20 08:00")),
            ("recoveryAddress", "bank", at("2023-02-20 08:00") + 1),
            ("recoveryAddress", "bank", at("2023-02-20 08:00") + 2),
            ("approve", "cedar-2", at("2023-02-20 08:00") + 3),
        ]
        assert moved(run) == [("L", "cedar", "cedar-2", 20)]

    def test_an_investor_has_its_till_already(self):
        run = play(small(replace(MONDAY, replacement="birch")))
        approvals = [log for log in run.outcome.logs if isinstance(log, Approval)]
        assert all(log.at < at("2023-02-20 00:00") or log.value < 2**255 for log in approvals)
        assert moved(run) == [("L", "cedar", "birch", 20)]
        assert money_into(run, "birch")[-1] == ("PRIN", 50 * PRINCIPAL)

    def test_between_record_date_and_payment_the_new_account_is_paid(self):
        run = play(small(SPARE, replace(PAYMENT)))
        assert money_into(run, "cedar") == []
        assert money_into(run, "cedar-2") == [("INTR", 20 * COUPON), ("PRIN", 20 * PRINCIPAL)]
        rows = run.ledgers["corporate_actions"]
        # The right is the one of the record date.
        assert "cedar" in {row.holder for row in rows}
        assert "cedar-2" not in {row.holder for row in rows}

    def test_trades_open_over_the_loss_settle_with_the_new_account(self):
        bought = trade(MONDAY, "alder", "cedar", 4)
        sold = trade(MONDAY, "cedar", "birch", 3)
        run = play(small(SPARE, bought, sold, replace(TUESDAY)))
        assert [(r.status, r.fail_days, r.deliverer, r.receiver) for r in traded(run)] == [
            ("SETTLED", 0, "alder", "cedar-2"),
            ("SETTLED", 0, "cedar-2", "birch"),
        ]
        late = at("2023-02-21 00:00")
        brought = [log for log in run.outcome.logs if isinstance(log, Minted) and log.at > late]
        assert "cedar-2" in {run.outcome.names[log.to] for log in brought}
        assert "cedar" not in {run.outcome.names[log.to] for log in brought}

    def test_a_buyer_short_of_cash_is_long_of_it_under_its_new_account(self):
        short = trade(MONDAY, "alder", "cedar", 4, short_of="cash", until=date(2023, 2, 24))
        (row,) = traded(play(small(SPARE, short, replace(date(2023, 2, 23)))))
        assert (row.status, row.reason_code, row.fail_days) == ("SETTLED", "MONY", 2)
        assert row.receiver == "cedar-2"

    def test_what_was_withheld_is_claimed_by_the_new_account(self):
        run = play(
            small(
                SPARE,
                event("freeze", PAYMENT, party="cedar"),
                replace(LAST),
                event("unfreeze", LAST, party="cedar-2"),
                event("claim_withheld", LAST, party="cedar-2", tranche="HKD"),
            )
        )
        assert [name for name, _ in sent(run, "claim")] == ["cedar-2", "cedar-2"]
        assert money_into(run, "cedar-2") == [("INTR", 20 * COUPON), ("PRIN", 20 * PRINCIPAL)]

    def test_a_freeze_follows(self):
        frozen = event("freeze", RECORD, party="cedar")
        run = play(small(SPARE, frozen, replace(PAYMENT)))
        rows = [r for r in run.ledgers["corporate_actions"] if r.holder == "cedar"]
        assert {(row.status, row.withheld_reason) for row in rows} == {("WITHHELD", "FROZEN")}

    def test_an_order_is_issued_to_the_new_account(self):
        # Between pricing and issue: what was allocated is paid, and held, by the new account.
        run = play(small(SPARE, replace(date(2023, 2, 16))))
        issues = [r for r in run.ledgers["settlement"] if r.transaction_type == "ISSU"]
        assert [(row.receiver, row.status) for row in issues][-1] == ("cedar-2", "SETTLED")
        assert [row.investor for row in run.ledgers["orders"]][-1] == "cedar"

    def test_an_order_is_taken_back_by_the_new_account(self):
        lost = date(2023, 2, 15)
        back = event("withdraw_order", lost, investor="cedar-2", tranche="HKD")
        early = order("cedar", 20, at=datetime(2023, 2, 14, 12))
        run = play(small(order("alder", 50), early, SPARE, replace(lost), back))
        assert [name for name, _ in sent(run, "withdraw")] == ["cedar-2"]
        reasons = {row.investor: row.reason for row in run.ledgers["orders"]}
        assert reasons == {"cedar": "WITHDRAWN", "alder": "FILLED"}

    def test_money_of_the_lost_account_stays_where_it_is(self):
        sold = trade(MONDAY, "cedar", "birch", 3)
        run = play(small(SPARE, sold, replace(RECORD)))
        balances = {row.account: row.balance for row in run.ledgers["cash"]}
        assert {name for name, left in balances.items() if left} == {"cedar"}
        late = at("2023-03-15 00:00")
        names = run.outcome.names
        assert "cedar" not in {names[t.sender] for t in run.outcome.transactions if t.at > late}

    def test_a_claim_against_a_lost_account_is_met_by_the_new_one(self):
        # Due before the record date, settled after it: the seller owes the coupon on, with a
        # key it lost on the day the coupon came.
        months = tranche(maturity=date(2023, 4, 16))
        late = trade(
            date(2023, 3, 10), "cedar", "birch", 5, short_of="cash", until=date(2023, 3, 17)
        )
        run = play(small(SPARE, late, replace(LAST), tranches=(months,), end=date(2023, 4, 18)))
        (claim,) = [r for r in run.ledgers["settlement"] if r.transaction_type == "CLAI"]
        assert (claim.deliverer, claim.receiver, claim.status) == ("cedar-2", "birch", "SETTLED")
        assert money_into(run, "cedar") == [("INTR", 20 * COUPON)]

    def test_a_key_lost_again(self):
        run = play(
            small(
                SPARE,
                newcomer("cedar-3"),
                trade(MONDAY, "alder", "cedar", 4, settlement_days=5),
                replace(TUESDAY),
                replace(date(2023, 2, 22), "cedar-2", "cedar-3"),
            )
        )
        (row,) = traded(run)
        assert (row.receiver, row.status) == ("cedar-3", "SETTLED")
        assert money_into(run, "cedar-3")[-1] == ("PRIN", 24 * PRINCIPAL)

    def test_one_never_admitted_takes_over_the_entry(self):
        late = party("late", admitted=False)
        run = play(
            small(late, replace(MONDAY, replacement="late"), transfer(TUESDAY, "alder", "late", 4))
        )
        assert refused(run) == []


class TestRefusedReplacement:
    def test_changes_nobody(self):
        stage = Stage(small(SPARE)).issued()
        order = ReplaceAccount(
            kind="replace_account", date=MONDAY, lost="cedar", replacement="cedar-2"
        )
        stage.world.system.register.replace(
            [stage.accounts["cedar"]], [stage.accounts["birch"]], sender=stage.accounts["bank"]
        )
        with pytest.raises(Reverted, match="AlreadyReplaced"):
            Enforcement(stage.world).act(order)
        cedar = stage.accounts["cedar"]
        assert stage.accounts.in_force(cedar) == cedar


class TestWhatIsRecovered:
    def test_locked_and_frozen_units_with_the_units(self):
        stage = Stage(small(SPARE)).issued()
        stage.at("2023-02-17 12:00")
        stage.trade("cedar", "birch", 5, preposition=True)
        bond = stage.world.system.bonds["HKD"]
        bond.set_frozen_tokens(stage.accounts["cedar"], 7, sender=stage.accounts["bank"])
        Enforcement(stage.world).act(
            ReplaceAccount(kind="replace_account", date=FRIDAY, lost="cedar", replacement="cedar-2")
        )
        word = bond.account(stage.accounts["cedar-2"])
        assert (word.units, word.locked, word.frozen) == (20, 5, 7)
        stage.at("2023-02-21 08:30")
        (done,) = stage.desk.settle()
        assert done.settled_at is not None
        assert (stage.units("cedar-2"), stage.units("birch")) == (15, 35)
        assert stage.money("cedar-2", CBDC) > 0
