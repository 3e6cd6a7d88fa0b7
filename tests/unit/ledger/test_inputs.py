from __future__ import annotations

from sim.chain.chain import Transaction
from sim.errors import GreenbondError
from sim.ledger import LedgerInputs, TransactionRecord, UnknownAddress


def test_a_chains_transaction_is_one_of_ours(told) -> None:
    def sender(record: TransactionRecord) -> str:
        return record.sender

    sent = Transaction(1, 1, 0, "0xaa", "Bond", "transfer", True, "", 1, "")
    assert sender(sent) == "0xaa"


def test_close_is_six_in_the_evening_and_no_penalty(told) -> None:
    inputs = told.Story().inputs()
    assert isinstance(inputs, LedgerInputs)
    assert (inputs.close.hour, inputs.penalty_rate) == (18, 0)


def test_an_unknown_address_stops_the_run() -> None:
    error = UnknownAddress("0xdead", "names")
    assert isinstance(error, GreenbondError)
    assert "0xdead" in str(error)
