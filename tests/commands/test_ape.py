"""ape as its user meets it, in the project's folder: nothing to set, no network, nothing kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
ROLES = "tests/contracts/test_roles.py"
RECORDER = """
import json, os
import ape

def pytest_sessionfinish():
    head = ape.chain.blocks.head
    with open(os.environ["RECORD"], "w") as file:
        json.dump([head.number, head.timestamp], file)
"""

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(find_spec("ape_test") is None, reason="ape is not installed"),
]


@pytest.fixture
def typed(tmp_path):
    """Runs a command of the environment with an empty home and no way out; gives what it did."""
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "recorder.py").write_text(RECORDER)
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    env = {word: value for word, value in os.environ.items() if not word.startswith("GREENBOND_")}
    env |= nowhere | {word.upper(): value for word, value in nowhere.items()}
    env |= {"HOME": str(home), "RECORD": str(tmp_path / "record.json")}
    env |= {"PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}", "PYTHONIOENCODING": "utf-8"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name(words[0])), *words[1:]]
        done = subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=600
        )
        assert {path.name for path in home.iterdir()} <= {".ape"}
        return done

    return run


@pytest.fixture
def recorded(tmp_path):
    """Number and time of the last block of ape's network when the tests had ended."""
    return lambda: tuple(json.loads((tmp_path / "record.json").read_text()))


def test_ape_test_plays_the_contract_tests_on_its_own_network(typed, recorded):
    done = typed("ape", "test", ROLES, "-p", "recorder")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
    number, at = recorded()
    assert number > 10  # the deal, deployed and wired
    assert 1_676_246_400 < at < 1_676_332_800  # on 2023-02-13


def test_its_workers_play_on_theirs(typed):
    it = "tests/parity/test_engines.py::test_transient_storage_ends_with_the_transaction"
    done = typed("ape", "test", it, "-n", "1", "-rA")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"PASSED {it}[ape]" in done.stdout


def test_pytest_alone_plays_them_where_it_always_does(typed, recorded):
    done = typed("pytest", ROLES, "-p", "recorder")
    assert done.returncode == 0, done.stdout + done.stderr
    assert recorded()[0] == 0


def test_ape_run_plays_a_script_on_its_own_network(typed):
    done = typed("ape", "run", "issue_green_bond", "--network", "ethereum:local:test")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (GOLDEN / "issue_green_bond.out").read_text(encoding="utf-8")


@pytest.mark.parametrize("script", sorted(path.stem for path in (ROOT / "scripts").glob("*.py")))
def test_ape_run_finds_every_script_and_needs_no_network(typed, script):
    done = typed("ape", "run", script, "--network", "None")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (GOLDEN / f"{script}.out").read_text(encoding="utf-8")


def test_a_network_that_is_not_ours_to_run_on_is_refused_in_a_line(typed):
    settings = '{"chain_id": 1}'
    done = typed("ape", "run", "pay_coupon", "--provider-settings", settings)
    assert done.returncode != 0
    assert "chain id of ape's network is 1, not 31337" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
