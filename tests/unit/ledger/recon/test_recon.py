from __future__ import annotations

from dataclasses import replace

from sim.ledger import BalanceKind, ChainBalance, build
from sim.units import date_text


def rows(story, last: str = "2024-02-16", **other) -> list:
    return list(build(story.inputs(last, **other))["recon"])


def test_each_day_with_movement_and_the_last_day(told) -> None:
    days = sorted({date_text(row.as_of) for row in rows(told.coupon(), "2023-09-01")})
    # The record date, 2023-08-15, shows everyone in positions, but nothing moved on it.
    assert days == ["2023-02-15", "2023-02-16", "2023-08-16", "2023-09-01"]


def test_accounts_that_moved_against_the_journal_and_all_against_the_chain(told) -> None:
    found = rows(told.coupon(), "2023-09-01")
    in_august = [row for row in found if date_text(row.as_of) == "2023-08-16"]
    accounts = [row.scope for row in in_august if row.law == "BOOKS"]
    assert accounts == [
        "HKD cbdc of Issuer",
        "HKD cbdc of Paying agent",
        "HKD cbdc of Alpha",
        "HKD cbdc of Beta",
    ]
    assert {row.book_b for row in in_august if row.law == "BOOKS"} == {"journal"}
    last = [row for row in found if date_text(row.as_of) == "2023-09-01" and row.law == "BOOKS"]
    assert {"HKD units of Alpha", "HKD cbdc of Cedar"} <= {row.scope for row in last}
    assert {row.book_b for row in last} == {"CHAIN", "law"}


def test_values_are_plain_decimals_of_their_own_unit(told) -> None:
    found = rows(told.coupon(), "2023-09-01")
    supply = next(row for row in found if row.law == "SUPPLY" and row.value_a == "1600")
    assert (supply.value_b, supply.difference, supply.status) == ("1600", "0", "OK")
    rounding = next(row for row in found if row.break_type == "ROUNDING")
    assert (rounding.law, rounding.scope) == ("RECORD", "A001 paid in all")
    assert (rounding.value_a, rounding.value_b) == ("16066848.00", "16066849.32")
    assert (rounding.difference, rounding.status) == ("-1.32", "OK")


def test_the_agents_cover_is_compared_with_what_it_owes(told) -> None:
    row = [row for row in rows(told.whole()) if row.law == "SOLVENCY"][-2]
    assert (row.value_a, row.value_b, row.status) == ("2000000.00", "2000000.00", "OK")


def test_a_break_grows_older_by_business_days(told) -> None:
    story = told.issued()
    wrong = [
        ChainBalance(told.day(text), BalanceKind.UNITS, told.BOND, told.PARTIES["Alpha"], value)
        for text, value in (
            ("2023-03-02", 9),
            ("2023-03-03", 9),
            ("2023-03-06", 9),
            ("2023-03-07", 10),
            ("2023-03-08", 11),
        )
    ]
    last = told.day("2023-03-31")
    found = rows(story, "2023-03-31", balances=[*wrong, *story.balances(last)])
    ages = [
        (row.difference, row.age_days, row.status, row.break_type)
        for row in found
        if row.scope == "HKD units of Alpha" and row.book_b == "CHAIN" and row.as_of < last
    ]
    assert ages == [
        ("1", 0, "BREAK", "QTY"),
        ("1", 1, "BREAK", "QTY"),
        ("1", 2, "BREAK", "QTY"),
        ("0", 0, "OK", ""),
        ("-1", 0, "BREAK", "QTY"),
    ]


def test_what_was_not_read_on_the_last_day_is_a_break(told) -> None:
    story = told.coupon()
    balances = [
        balance
        for balance in story.inputs("2023-09-01").balances
        if (balance.kind, balance.account) != (BalanceKind.CASH, told.PARTIES["Cedar"])
    ]
    row = next(
        row
        for row in rows(story, "2023-09-01", balances=balances)
        if row.status == "BREAK" and row.law == "BOOKS"
    )
    assert (row.scope, row.value_b, row.difference) == ("HKD cbdc of Cedar", "", "")
    assert row.break_type == "CASH"


def test_locks_are_compared_where_the_chain_was_asked(told) -> None:
    story = told.issued()
    from sim.chain import logs as chain

    story.begin("2023-03-01 09:00")
    story.emit(told.BOND, chain.Locked, told.PARTIES["Alpha"], 3)
    found = [row for row in rows(story, "2023-03-31") if "locked" in row.scope]
    assert [(row.value_a, row.value_b, row.status) for row in found] == [("3", "3", "OK")]
    balances = [
        replace(balance, value=2) if balance.kind is BalanceKind.LOCKED else balance
        for balance in story.balances(told.day("2023-03-31"))
    ]
    found = [row for row in rows(story, "2023-03-31", balances=balances) if "locked" in row.scope]
    assert found[0].status == "BREAK"


def test_each_law_has_the_last_word(told) -> None:
    last = [row for row in rows(told.whole()) if row.scope == "every case"]
    assert len(last) == 11
    assert {(row.status, row.difference) for row in last} == {("OK", "0")}
    assert all(int(row.value_a) > 0 for row in last)
