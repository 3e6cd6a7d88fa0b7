"""The compiler's input, its refusals, and that its output is the one ape gets."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from sim.chain import artifacts
from sim.chain.compile import Settings, _run, _summary, compile_project, main, standard_input
from sim.chain.failures import CompileError
from sim.chain.sources import Project, checkout

ROOT = checkout()
WRAPPER = ROOT / ".solcx" / "solc-v0.8.30"
HEAD = "// SPDX-License-Identifier: MIT\npragma solidity 0.8.30;\n"


@pytest.fixture
def project(tmp_path):
    """A project of its own with our settings and our compiler, and one contract to write."""
    (tmp_path / "contracts").mkdir()
    shutil.copy(ROOT / "ape-config.yaml", tmp_path)
    (tmp_path / ".solcx").symlink_to(ROOT / ".solcx")
    return Project(tmp_path)


def write(project, body):
    (project.root / "contracts" / "Thing.sol").write_text(HEAD + body)


def test_the_settings_are_read_from_the_one_place():
    settings = Settings.read(ROOT / "ape-config.yaml")
    assert (settings.version, settings.evm_version, settings.via_ir) == ("0.8.30", "cancun", True)
    assert (settings.optimize, settings.runs) == (True, 5_000)
    assert settings.remappings == {
        "@openzeppelin/contracts": "node_modules/@openzeppelin/contracts"
    }


def test_a_setting_left_out_is_named(project):
    project.config.write_text("solidity: {version: 0.8.30}")
    with pytest.raises(CompileError, match=r"solidity\.evm_version is missing"):
        Settings.read(project.config)


def test_a_remapping_no_source_uses_stays_out_of_the_metadata(project):
    write(project, "contract Thing {}\n")
    request = standard_input(project, Settings.read(project.config))
    assert "remappings" not in request["settings"]
    assert list(request["sources"]) == ["contracts/Thing.sol"]


def test_an_error_carries_the_compilers_message(project):
    write(project, "contract Thing { uint x = true; }\n")
    with pytest.raises(CompileError, match=r"(?s)TypeError.*contracts/Thing\.sol:3"):
        compile_project(project)


def test_a_warning_is_an_error(project):
    write(project, "contract Thing { function f() external pure { uint unused; } }\n")
    with pytest.raises(CompileError, match="Unused local variable"):
        compile_project(project)


def test_what_compiles_is_stored_under_its_fingerprint(project):
    write(project, "enum Kind { ONE, TWO }\ncontract Thing { Kind public kind; }\n")
    compile_project(project)
    stored = artifacts.parse((project.build / f"{project.fingerprint()}.json").read_text())
    assert stored["Thing"].source == "contracts/Thing.sol"
    assert stored.enums == {"Kind": ["ONE", "TWO"]}
    assert stored["Thing"].deployed_bytecode[:2] == b"\x60\x80"
    full = json.loads((project.build / "output.json").read_text())
    thing = full["contracts"]["contracts/Thing.sol"]["Thing"]
    assert {"storageLayout", "metadata", "abi"} <= set(thing)
    assert thing["evm"]["deployedBytecode"]["sourceMap"]
    assert "ast" in full["sources"]["contracts/Thing.sol"]


def test_two_contracts_of_one_name_are_refused():
    made = {
        "abi": [],
        "userdoc": {},
        "evm": {k: {"object": ""} for k in ("bytecode", "deployedBytecode")},
    }
    output = {"contracts": {"a.sol": {"X": made}, "b.sol": {"X": made}}, "sources": {}}
    with pytest.raises(CompileError, match="X is in two files"):
        _summary(output)


def test_without_a_compiler_it_says_so(project, monkeypatch):
    monkeypatch.setenv("HOME", str(project.root))
    monkeypatch.delenv("SOLCX_BINARY_PATH", raising=False)
    (project.root / ".solcx").unlink()
    write(project, "contract Thing {}\n")
    with pytest.raises(CompileError, match=r"no compiler solc-v0\.8\.30"):
        compile_project(project)


def test_the_wrapper_answers_as_a_native_compiler_does():
    said = subprocess.run([WRAPPER, "--version"], capture_output=True, text=True, check=True)
    assert "0.8.30+commit.73712a01" in said.stdout
    refused = subprocess.run([WRAPPER, "--bin"], capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: unrecognised option '--bin'")


def test_up_to_date_means_no_compiler_is_run(capsys, monkeypatch):
    artifacts.load("tests/solidity")
    monkeypatch.setattr("sim.chain.compile.compile_project", None)
    assert main(["tests/solidity"]) == 0
    assert capsys.readouterr().out == "tests/solidity: up to date\n"


def test_the_runs_path_needs_neither_yaml_nor_the_compiler_nor_web3():
    code = (
        "import sys; from sim.chain import open_engine, artifacts; import sim.chain.bindings;"
        "artifacts.load(); open_engine('revm', genesis_instant=1);"
        "print(sorted({'yaml', 'solcx', 'web3', 'eth_account', 'pandas'} & set(sys.modules)))"
    )
    artifacts.load()
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


@pytest.mark.heavy
def test_two_processes_make_what_one_makes():
    project = Project(ROOT, "tests/solidity")
    request = standard_input(project, Settings.read(project.config))
    whole = _summary(_run(request, project.keys(), WRAPPER))
    stored = artifacts.load("tests/solidity")
    assert set(whole["contracts"]) == set(stored.contracts)
    for name, made in whole["contracts"].items():
        assert made["bytecode"] == stored[name].bytecode.hex(), name


@pytest.mark.heavy
@pytest.mark.skipif(find_spec("ape_solidity") is None, reason="ape is not installed")
def test_ape_makes_the_same_bytes(tmp_path):
    # A copy: ape writes beside the contracts, and the checkout is not its test's to write in.
    shutil.copytree(ROOT / "contracts", tmp_path / "contracts")
    library = "node_modules/@openzeppelin"
    shutil.copytree(ROOT / library, tmp_path / library)
    shutil.copy(ROOT / "ape-config.yaml", tmp_path)
    # A project in the temporary folder is compiled in place; anywhere else, in a copy ape makes.
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    env = {
        **os.environ,
        "HOME": str(tmp_path),
        "SOLCX_BINARY_PATH": str(ROOT / ".solcx"),
        "TMPDIR": str(elsewhere),
    }
    subprocess.run(
        [Path(sys.executable).with_name("ape"), "compile"],
        cwd=tmp_path,
        env=env,
        check=True,
        timeout=900,
    )
    made = json.loads((tmp_path / ".build" / "__local__.json").read_text())["contractTypes"]
    ours = artifacts.load().contracts
    assert set(made) == set(ours)
    for name, artifact in ours.items():
        creation = made[name].get("deploymentBytecode", {}).get("bytecode") or "0x"
        runtime = made[name].get("runtimeBytecode", {}).get("bytecode") or "0x"
        assert creation == f"0x{artifact.bytecode.hex()}", name
        assert runtime == f"0x{artifact.deployed_bytecode.hex()}", name
    assert len([name for name in ours if ours[name].bytecode]) >= 8  # not all interfaces
