from __future__ import annotations

from types import SimpleNamespace

from sim.ledger import build


def test_reverts_name_parties(told) -> None:
    sent = SimpleNamespace(
        block=1,
        chain_block=9,
        at=told.at("2023-03-01 09:00"),
        sender=told.PARTIES["Alpha"],
        contract="Bond",
        function="transfer",
        status=False,
        revert=f"BondToken_AccountFrozen(account={told.PARTIES['Beta']})",
        gas_used=21_000,
        tx_hash="0xab",
    )
    (row,) = build(told.Story().inputs(transactions=(sent,)))["transactions"]
    assert (row.sender, row.status) == ("Alpha", "REVERTED")
    assert row.revert == "BondToken_AccountFrozen(account=Beta)"
    assert (row.block, row.chain_block, row.gas_used) == (1, 9, 21_000)


def test_an_unknown_address_in_a_revert_stays(told) -> None:
    nobody = "0x" + "ab" * 20
    sent = SimpleNamespace(
        block=1,
        chain_block=1,
        at=0,
        sender=told.PARTIES["Deployer"],
        contract="Bond",
        function="transfer",
        status=True,
        revert=f"X({nobody})",
        gas_used=1,
        tx_hash="",
    )
    (row,) = build(told.Story().inputs(transactions=(sent,)))["transactions"]
    assert (row.status, row.revert) == ("OK", f"X({nobody})")
