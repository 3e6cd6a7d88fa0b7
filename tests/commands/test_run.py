"""`greenbond run`: its options, its streams, its engines and the status it ends with."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.util import find_spec

import pytest

from sim import commands
from sim.chain import artifacts
from sim.errors import BadInput
from sim.ledger import Breach, Verdict

needs_pyrevm = pytest.mark.skipif(not find_spec("pyrevm"), reason="pyrevm is not installed")


@pytest.fixture
def manifest_of():
    def read(folder) -> dict:
        return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))

    return read


class TestWhereItWrites:
    def test_runs_and_the_scenarios_name_unless_told(self, greenbond, small, tmp_path):
        assert greenbond("run", small).status == 0
        assert (tmp_path / "runs" / "small" / "manifest.json").is_file()

    def test_a_folder_that_does_not_exist_yet_with_those_above_it(self, greenbond, small, tmp_path):
        assert greenbond("run", small, "--out", "a/b/c").status == 0
        assert (tmp_path / "a/b/c/manifest.json").is_file()

    def test_a_folder_that_is_empty(self, greenbond, small, tmp_path):
        (tmp_path / "empty").mkdir()
        assert greenbond("run", small, "--out", "empty").status == 0
        assert [path.name for path in tmp_path.iterdir()] == ["empty"]

    def test_not_a_folder_in_use(self, greenbond, small, copied, whole):
        before = whole(copied)
        done = greenbond("run", small, "--out", copied)
        assert (done.status, done.out) == (2, "")
        assert done.err == (
            f"{copied}: is not empty; name another folder, or replace it with --force\n"
        )
        assert whole(copied) == before

    def test_force_replaces_all_that_was_there(self, greenbond, small, copied, whole, small_run):
        (copied / "ledgers" / "mine.csv").write_text("kept nowhere else")
        assert greenbond("run", small, "--out", copied, "--force").status == 0
        assert sorted(whole(copied)) == sorted(whole(small_run[0]))
        assert [path.name for path in copied.parent.iterdir()] == ["copied"]

    def test_force_does_not_replace_where_one_is_working(self, greenbond, small, tmp_path):
        (tmp_path / "mine.txt").write_text("kept nowhere else")
        done = greenbond("run", small, "--out", ".", "--force")
        assert done.status == 2
        assert "is where you are working" in done.err
        assert (tmp_path / "mine.txt").exists()


class TestWhatItRuns:
    def test_the_same_scenario_and_seed_give_the_same_bytes(
        self, process, small, small_run, whole, tmp_path
    ):
        # Another process, with another order of sets, from another folder.
        other = {"PYTHONHASHSEED": "1234", "TZ": "America/New_York"}
        process("run", small, "--out", "again", cwd=tmp_path, env=other)
        assert whole(tmp_path / "again") == whole(small_run[0])

    def test_another_seed_draws_another_market(self, greenbond, small, tmp_path, manifest_of):
        greenbond("run", small, "--seed", 7, "--out", "same")
        greenbond("run", small, "--seed", 8, "--out", "other")
        same, other = manifest_of(tmp_path / "same"), manifest_of(tmp_path / "other")
        assert (same["seed"], other["seed"]) == (7, 8)
        assert same["ledger_digest"] != other["ledger_digest"]

    def test_set_changes_a_key(self, greenbond, small, tmp_path, tables, manifest_of):
        done = greenbond(
            "run", small, "--set", "rail=stablecoin", "--set", 'title="Another"', "--out", "run"
        )
        assert done.out.startswith("Another\n=======\n")
        scenario = manifest_of(tmp_path / "run")["scenario"]
        assert scenario["tranche"][0]["rails"] == ["stablecoin", "cbdc"]
        paid = [row["rail"] for row in tables(tmp_path / "run")["settlement"] if row["rail"]]
        assert set(paid) == {"stablecoin"}

    @pytest.mark.parametrize(
        "words",
        [("--set", "seed=1", "--set", "seed=2"), ("--seed", "1", "--set", "seed=2")],
        ids=["set twice", "seed and set"],
    )
    def test_a_key_given_twice_is_refused(self, greenbond, small, words):
        done = greenbond("run", small, *words, "--out", "run")
        assert done.status == 2
        assert "seed" in done.err


class TestItsEngine:
    @needs_pyrevm
    def test_is_revm_where_it_is_installed(self, small_run, manifest_of):
        assert manifest_of(small_run[0])["engine"] == "revm"

    def test_is_eth_tester_where_it_is_not(self, slow_run, manifest_of):
        assert manifest_of(slow_run[0])["engine"] == "eth-tester"
        assert " transactions on eth-tester, " in slow_run[1].out

    @needs_pyrevm
    def test_changes_no_ledger_but_gas_and_hashes(self, small_run, slow_run, whole):
        fast, slow = whole(small_run[0] / "ledgers"), whole(slow_run[0] / "ledgers")
        assert [name for name in fast if fast[name] != slow[name]] == ["transactions.csv"]


class TestItsStatus:
    @pytest.fixture
    def broken(self, greenbond, small, monkeypatch, tmp_path):
        """A run one law of which does not hold."""
        run = commands.run

        def unlawful(*words):
            finished = run(*words)
            breach = Breach("CASH", "HKD cbdc", "1 cent is missing", 12, 0, 3)
            verdicts = (Verdict("CASH", 1, [breach]),)
            return replace(finished, ledgers=replace(finished.ledgers, verdicts=verdicts))

        monkeypatch.setattr(commands, "run", unlawful)
        return greenbond("run", small, "--out", tmp_path / "broken")

    def test_is_0_when_every_check_held(self, small_run):
        assert (small_run[1].status, small_run[1].err) == (0, "")

    def test_is_1_when_one_did_not_and_names_it(self, broken):
        assert broken.status == 1
        assert broken.err == "CASH HKD cbdc: 1 cent is missing (log 12:0:3)\n"
        assert "BROKEN CASH HKD cbdc: 1 cent is missing (log 12:0:3)\n" in broken.out

    def test_leaves_the_ledgers_of_a_broken_law_to_be_looked_at(
        self, broken, tmp_path, manifest_of
    ):
        (check,) = manifest_of(tmp_path / "broken")["checks"]
        assert check["breaches"] == ["CASH HKD cbdc: 1 cent is missing (log 12:0:3)"]


class TestQuiet:
    def test_prints_nothing(self, greenbond, small, tmp_path):
        done = greenbond("run", small, "--quiet", "--out", "run")
        assert (done.status, done.out, done.err) == (0, "", "")
        assert (tmp_path / "run" / "manifest.json").is_file()

    @pytest.mark.parametrize("words", [(), ("--quiet",)])
    def test_is_known_to_whoever_compiles(self, greenbond, small, monkeypatch, words):
        """What happens after an edit of a contract, which no test waits for."""
        said = []

        def compiling(*_: object) -> None:
            said.append(artifacts.is_quiet())
            raise BadInput(())

        monkeypatch.setattr(commands, "run", compiling)
        greenbond("run", small, "--out", "run", *words)
        assert said == [bool(words)]

    def test_still_says_what_is_wrong(self, greenbond):
        done = greenbond("run", "hk2023", "--quiet")
        assert done.status == 2
        assert "hk-2023" in done.err
