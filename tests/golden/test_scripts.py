"""Scripts print, byte for byte, what stands beside this test; what they import runs nothing.

After a change that is meant: GREENBOND_UPDATE_GOLDEN=1, and read the difference.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.runs import hk_2023

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "scripts").glob("*.py"))


def printed(*args: str) -> bytes:
    """What a fresh interpreter prints, run from the root; it must say nothing on stderr."""
    done = subprocess.run(
        [sys.executable, *args],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
class TestScript:
    def test_prints_what_it_did(self, script):
        golden = Path(__file__).with_name(f"{script.stem}.out")
        found = printed(f"scripts/{script.name}")
        if os.environ.get("GREENBOND_UPDATE_GOLDEN") == "1":
            golden.write_bytes(found)
        assert found.decode().splitlines() == golden.read_text(encoding="utf-8").splitlines()
        assert found == golden.read_bytes()

    def test_does_nothing_when_imported(self, script):
        """`ape run` imports every script, and calls `main` of the one it was asked for."""
        told = f"import sys; sys.path.insert(0, 'scripts'); import {script.stem} as it; "
        assert printed("-c", told + "print(callable(it.main))").split() == [b"True"]

    def test_fits_a_page(self, script):
        assert len(script.read_text(encoding="utf-8").splitlines()) <= 60


@pytest.mark.heavy
class TestReferenceEngine:
    def test_where_the_fast_one_is_not_installed_the_same_is_printed(self):
        told = (
            "import sys; sys.path.insert(0, 'scripts'); sys.modules['pyrevm'] = None; "
            "import issue_green_bond; issue_green_bond.main(); "
            "from sim.chain import open_engine; "
            "print(open_engine('auto', genesis_instant=1).name)"
        )
        expected = Path(__file__).with_name("issue_green_bond.out").read_bytes()
        assert printed("-c", told) == expected + b"eth-tester\n"

    def test_the_other_scripts_print_the_same(self, monkeypatch, capsys):
        monkeypatch.syspath_prepend(str(ROOT / "scripts"))
        for name in ("pay_coupon", "settle_trades", "redeem_at_maturity"):
            script = importlib.import_module(name)
            monkeypatch.setattr(script, "run", lambda scenario, engine: hk_2023("eth-tester"))
            script.main()
            golden = Path(__file__).with_name(f"{name}.out")
            assert capsys.readouterr().out == golden.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over():
    kept = {path.stem for path in Path(__file__).parent.glob("*.out")}
    assert kept == {path.stem for path in SCRIPTS}


@pytest.mark.parametrize("script", [path.stem for path in SCRIPTS])
def test_a_script_runs_where_ape_is_connected(script, ape, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    module = importlib.import_module(script)

    class Asked(Exception):
        pass

    def asked(*args, **named):
        raise Asked(args)

    opening = "open_engine" if hasattr(module, "open_engine") else "run"
    monkeypatch.setattr(module, opening, asked)
    with pytest.raises(Asked, match="'ape'"):
        module.main()
