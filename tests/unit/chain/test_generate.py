"""The generated modules are what the contracts say now, and say it in Python's words."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import sim.chain
from sim.chain import artifacts
from sim.chain.generate import render
from sim.chain.generate.names import identifier, snake, unprefixed
from sim.chain.generate.package import write

PACKAGE = Path(sim.chain.__file__).parent


def test_what_is_committed_is_what_the_contracts_say():
    stale = [
        name
        for name, text in render(artifacts.load()).items()
        if not (PACKAGE / name).is_file() or (PACKAGE / name).read_text("utf8") != text
    ]
    assert not stale, "run 'make bindings' and commit what it writes"


def test_no_binding_is_left_of_a_contract_that_is_gone():
    rendered = set(render(artifacts.load()))
    found = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("bindings/*.py")}
    assert found <= rendered


def test_the_logs_need_the_standard_library_only():
    text = (PACKAGE / "logs.py").read_text("utf8")
    imports = [line for line in text.splitlines() if line.startswith(("import ", "from "))]
    assert imports == [
        "from __future__ import annotations",
        "from dataclasses import dataclass",
        "from enum import IntEnum",
    ]


@pytest.mark.parametrize(
    ("solidity", "python"),
    [
        ("balanceOf", "balance_of"),
        ("DOMAIN_SEPARATOR", "domain_separator"),
        ("isERC20Token", "is_erc20_token"),
        ("_value", "value"),
        ("kycExpiry", "kyc_expiry"),
    ],
)
def test_names_are_pythons(solidity, python):
    assert snake(solidity) == python


def test_names_that_are_taken_get_an_underscore():
    assert identifier("from", 0) == "from_"
    assert identifier("at", 0, ("at",)) == "at_"
    assert identifier("", 2) == "arg2"
    assert (unprefixed("IBondToken"), unprefixed("Issuer")) == ("BondToken", "Issuer")


def test_overloads_are_told_apart(probe):
    methods = dict(inspect.getmembers(probe.bindings.Probe, inspect.isfunction))
    assert list(inspect.signature(methods["store"]).parameters) == ["self", "given", "sender"]
    assert list(inspect.signature(methods["store_given_data"]).parameters) == [
        "self",
        "given",
        "data",
        "sender",
    ]


def test_an_error_carries_the_contracts_own_sentence(probe):
    error = probe.reverts.Probe_WrongValue
    assert error.meaning == "The value asked for is not the value here."
    assert list(inspect.signature(error).parameters) == ["given", "held", "by"]


def test_writing_twice_changes_nothing_and_removes_the_stale(tmp_path, probe):
    modules = render(probe.compiled, "elsewhere")
    (tmp_path / "bindings").mkdir()
    (tmp_path / "bindings" / "gone.py").write_text("")
    written = write(modules, tmp_path)
    assert tmp_path / "bindings" / "gone.py" in written
    assert not (tmp_path / "bindings" / "gone.py").exists()
    assert write(modules, tmp_path) == []
