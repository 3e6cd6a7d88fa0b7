from __future__ import annotations

import gc

import pytest

from sim.ledger.collector import collector_paused


def test_it_comes_back_even_after_a_failure() -> None:
    def fail() -> None:
        with collector_paused():
            assert not gc.isenabled()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert gc.isenabled()


def test_whoever_had_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
