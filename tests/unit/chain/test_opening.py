"""Which engine a word opens."""

from __future__ import annotations

import sys

import pytest

from sim.chain import EngineUnavailable, open_engine


@pytest.mark.parametrize("word", ["geth", "", "REVM", "http", "ipc"])
def test_an_unknown_word_says_what_to_write(word):
    with pytest.raises(EngineUnavailable, match="write auto, revm or eth-tester"):
        open_engine(word, genesis_instant=0)


def test_auto_is_revm_where_pyrevm_is_installed():
    pytest.importorskip("pyrevm")
    assert open_engine("auto", genesis_instant=1).name == "revm"


def test_revm_without_pyrevm_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyrevm", None)
    with pytest.raises(EngineUnavailable, match=r"greenbond-sim\[fast\]"):
        open_engine("revm", genesis_instant=1)


def test_the_genesis_is_where_it_is_asked_to_be(each_engine):
    engine = open_engine(each_engine, genesis_instant=1_600_000_000)
    assert (engine.block, engine.at, engine.name) == (0, 1_600_000_000, each_engine)
