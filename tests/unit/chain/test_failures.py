"""Errors say what happened and survive the way back from another process."""

from __future__ import annotations

import pickle

from sim.chain.failures import EngineUnavailable, Panicked, Reverted, UnknownRevert


class Thing_Refused(Reverted):  # noqa: N801
    name = "Thing_Refused"
    meaning = "The thing is not for sale."

    def __init__(self, units: int, key: bytes) -> None:
        super().__init__(units=units, key=key)
        self.units = units


def test_a_revert_reads_as_its_name_its_values_and_its_meaning():
    error = Thing_Refused(3, b"\x01\x02")
    assert error.text == "Thing_Refused(units=3, key=0x0102)"
    assert str(error) == "Thing_Refused(units=3, key=0x0102): The thing is not for sale."


def test_a_revert_can_be_sent_between_processes():
    error = pickle.loads(pickle.dumps(Thing_Refused(3, b"")))
    assert (error.units, error.values) == (3, {"units": 3, "key": b""})
    assert pickle.loads(pickle.dumps(UnknownRevert("0x12345678", b""))).name == "0x12345678"


def test_a_panic_is_explained():
    assert str(Panicked(0x12)) == "Panic(code=18): division or modulo by zero"


def test_an_engine_that_is_not_there_says_what_to_write():
    error = EngineUnavailable("geth", "there is no such engine", "write auto, revm or eth-tester")
    assert error.exit_code == 2
    assert "geth: there is no such engine; write auto" in str(error)
