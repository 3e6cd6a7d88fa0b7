"""`greenbond bench` on a load so small that its figures mean nothing and its books everything."""

from __future__ import annotations

import json

import pytest

from sim.bench import command

TINY = ("bench", "--settlements", 3, "--repeat", 1, "--settlements-only")


class TestFigures:
    def test_each_engine_present_with_equal_books(self, greenbond):
        pytest.importorskip("pyrevm")
        done = greenbond(*TINY)
        assert (done.status, done.err) == (0, "")
        assert "3 trades on revm, the first 1 elsewhere" in done.out
        assert done.out.count("ledgered settlements a second") == 2
        assert "times eth-tester (aim 200)" in done.out
        assert "bare pyrevm, same calldata, same balances after it" in done.out
        assert "equal: every engine did the same work" in done.out

    def test_where_they_were_taken_but_not_on_whose_machine(self, greenbond, monkeypatch):
        monkeypatch.setattr("platform.node", lambda: pytest.fail("that is nobody's business"))
        done = greenbond(*TINY, "--engine", "eth-tester")
        assert done.status == 0
        assert [line[:12].strip() for line in done.out.splitlines()[:4]] == [
            "Machine",
            "Programs",
            "Contracts",
            "Load",
        ]
        assert "solc 0.8.30" in done.out

    def test_as_json(self, greenbond):
        pytest.importorskip("pyrevm")
        done = greenbond(*TINY, "--json")
        assert done.status == 0
        told = json.loads(done.out)
        slow, fast = told["engines"]
        assert (slow["engine"], fast["engine"]) == ("eth-tester", "revm")
        assert (slow["settlements"], fast["settlements"]) == (1, 3)
        times = fast["ledgered_a_second"]["median"] / slow["ledgered_a_second"]["median"]
        assert fast["times_eth_tester"] == pytest.approx(times)
        assert slow["share_of_bare"] is None
        assert 0 < fast["share_of_bare"]["median"] < 1
        digests = told["shared"]["ledger_digests"]
        assert len(set(digests.values())) == 1
        assert slow["ledger_digest"] == digests["eth-tester"]
        assert fast["ledger_digest"] != digests["revm"]

    def test_the_load_never_changes(self, greenbond):
        first, second = (
            json.loads(greenbond(*TINY, "--json", "--engine", "eth-tester").out)["shared"]
            for _ in range(2)
        )
        assert first == second

    def test_engines_whose_books_differ(self, greenbond, monkeypatch):
        pytest.importorskip("pyrevm")
        measure = command.measure

        def other(engine, count, repeat):
            measured = measure(engine, count, repeat)
            measured.digest = engine.name
            return measured

        monkeypatch.setattr(command, "measure", other)
        done = greenbond(*TINY)
        assert done.status == 1
        assert "different books of the same trades" in done.err
        assert "NOT EQUAL" in done.out

    def test_the_other_figures(self, greenbond, monkeypatch):
        pytest.importorskip("pyrevm")
        monkeypatch.setattr(command, "_HOLDERS", (5, 120))
        monkeypatch.setattr(command, "_RUNS", 1)
        done = greenbond(*TINY[:-1], "--engine", "revm")
        assert done.status == 0
        assert "µs a holder with 120 holders" in done.out
        assert "greenbond run hk-2023 on revm" in done.out


class TestRefused:
    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("--settlements", "0"), "--settlements: 0: cannot be measured; write a whole number"),
            (("--settlements", "-5"), "--settlements: -5: cannot be measured"),
            (("--settlements", "100001"), "from 1 to 100,000"),
            (("--repeat", "0"), "--repeat: 0: cannot be measured; write a whole number from 1"),
            (("--engine", "geth"), "--engine: geth: there is no such engine"),
            (("--engine", "eth-tester", "--engine", "geth"), "--engine: geth"),
            (("--engine", "eth-tester", "--engine", "eth-tester"), "is given twice; give it once"),
        ],
    )
    def test_before_anything_is_measured(self, greenbond, monkeypatch, words, message):
        monkeypatch.setattr(command, "measure", lambda *_: pytest.fail("measured"))
        done = greenbond("bench", *words)
        assert (done.status, done.out) == (2, "")
        assert message in done.err

    @pytest.mark.parametrize("number", ["many", "1.5", ""])
    def test_what_is_no_number(self, greenbond, number):
        done = greenbond("bench", "--settlements", number)
        assert (done.status, done.out) == (2, "")
        assert "--settlements" in done.err
