from __future__ import annotations

from sim.chain.logs import AccountReplaced
from sim.ledger.successors import Successors


def successors(*pairs: tuple[str, str]) -> Successors:
    """After a chain said of each pair that the second replaced the first."""
    found = Successors()
    for lost, replacement in pairs:
        found.record(AccountReplaced("Register", "0x1", 0, 1, 0, 0, lost, replacement, "0x2"))
    return found


def test_who_was_never_replaced_stands_for_itself() -> None:
    assert successors().in_force("a") == "a"
    assert not successors(("b", "a")).is_lost("a")


def test_one_loss_after_another() -> None:
    found = successors(("a", "b"), ("b", "c"))
    assert [found.in_force(account) for account in "abc"] == ["c", "c", "c"]
    assert [found.is_lost(account) for account in "abc"] == [True, True, False]


def test_two_accounts_become_one() -> None:
    found = successors(("a", "c"), ("b", "c"))
    assert (found.in_force("a"), found.in_force("b")) == ("c", "c")


def test_tampered_logs_end() -> None:
    """The register refuses both; ORDER names them, and nothing may run for ever."""
    assert successors(("a", "b"), ("b", "a")).in_force("a") == "b"
    assert successors(("a", "a")).in_force("a") == "a"
    assert successors(("a", "b"), ("a", "c")).in_force("a") == "b"
