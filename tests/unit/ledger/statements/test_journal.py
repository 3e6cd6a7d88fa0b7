from __future__ import annotations

from collections import defaultdict

from sim.ledger import build


def journal(story, last: str = "2024-02-16") -> list:
    return list(build(story.inputs(last))["journal"])


def lines(rows: list, reference: str) -> list[tuple]:
    return [
        (row.account, row.debit, row.credit, row.currency)
        for row in rows
        if row.reference == reference
    ]


def balance(rows: list, account: str) -> int:
    return sum((row.debit or 0) - (row.credit or 0) for row in rows if row.account == account)


def test_a_delivery_against_payment_is_one_entry_of_four_lines(told) -> None:
    rows = journal(told.issued())
    assert lines(rows, "I000001") == [
        ("Alpha:units", 10, None, "HKD/units"),
        ("Issuer:issued", None, 10, "HKD/units"),
        ("Issuer:cash:cbdc", 10 * told.FACE, None, "HKD"),
        ("Alpha:cash:cbdc", None, 10 * told.FACE, "HKD"),
    ]


def test_a_right_falls_due_and_is_discharged(told) -> None:
    rows = journal(told.coupon())
    due = [row for row in rows if row.narrative == "INTR of HKD falls due"]
    assert [(row.account, row.debit, row.credit) for row in due] == [
        ("Alpha:receivable", 10_041_780, None),
        ("Beta:receivable", 1_596_643_020, None),
        ("Issuer:payable", None, 1_606_684_800),
    ]
    for account in ("Alpha:receivable", "Beta:receivable", "Issuer:payable"):
        assert balance(rows, account) == 0


def test_a_missed_payment_stays_owed_until_it_is_cured(told) -> None:
    story = told.issued()
    story.announce("2023-08-16 09:00", 1, told.INTR, 0)
    story.miss("2023-08-16 17:30", 1, 1600)
    assert balance(journal(story), "Issuer:payable") == -1_606_684_800
    story.fund("2023-08-17 09:00", 1, 1600)
    story.pay("2023-08-17 11:00", 1, ("Alpha", 10), ("Beta", 1590))
    story.all_paid(1, 1600)
    assert balance(journal(story), "Issuer:payable") == 0


def test_a_right_nobody_acted_on_is_owed_at_the_end(told) -> None:
    story = told.issued()
    story.announce("2023-08-15 09:00", 1, told.INTR, 0)
    assert balance(journal(story, "2023-08-15"), "Issuer:payable") == 0
    assert balance(journal(story, "2023-08-16"), "Issuer:payable") == -1_606_684_800


def test_withheld_money_is_the_agents_debt_until_it_is_claimed(told) -> None:
    story = told.whole()
    rows = journal(story)
    owed = 4 * told.FACE
    assert balance(rows, "Cedar:withheld") == owed
    assert balance(rows, "Paying agent:withheld") == -owed
    assert balance(rows, "Paying agent:cash:cbdc") == owed
    assert balance(rows, "Cedar:receivable") == balance(rows, "Issuer:payable") == 0
    story.claim("2024-02-16 15:00", 3, "Cedar", owed)
    rows = journal(story)
    assert balance(rows, "Cedar:withheld") == balance(rows, "Paying agent:withheld") == 0


def test_trial_balance_is_zero_in_every_currency(told) -> None:
    sums: dict[str, int] = defaultdict(int)
    for row in journal(told.whole()):
        sums[row.currency] += (row.debit or 0) - (row.credit or 0)
    assert sums == {"HKD": 0, "HKD/units": 0}


def test_entries_are_numbered_and_their_lines_too(told) -> None:
    rows = journal(told.issued())
    assert [(row.entry_id, row.line) for row in rows[:3]] == [
        ("E000001", 1),
        ("E000001", 2),
        ("E000002", 1),
    ]
    assert rows[0].narrative == "MINT to Alpha"
