"""Every external function of a contract is named in a contract test; code stays deployable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.chain.artifacts import Artifact, load

ROOT = Path(__file__).parents[2]
LARGEST_CODE = 22_000

#: From OpenZeppelin's base and covered by the standards' tests under these Solidity names.
DEPLOYABLE = [
    a
    for a in load().contracts.values()
    if a.deployed_bytecode and a.source.startswith("contracts/")
]


def snake(function: str) -> str:
    if function.isupper():
        return function.lower()
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", function).lower()


def all_tests() -> str:
    folders = ("contracts", "invariants", "gas")
    return "\n".join(
        path.read_text(encoding="utf8")
        for folder in folders
        for path in (ROOT / "tests" / folder).rglob("*.py")
    )


@pytest.mark.parametrize("artifact", DEPLOYABLE, ids=lambda artifact: artifact.name)
def test_every_function_is_named_in_a_test(artifact: Artifact) -> None:
    text = all_tests()
    functions = {entry["name"] for entry in artifact.abi if entry["type"] == "function"}
    missing = [f for f in sorted(functions) if not re.search(rf"\.{snake(f)}\(", text)]
    assert not missing, f"no test calls {artifact.name}'s {', '.join(missing)}"


@pytest.mark.parametrize("artifact", DEPLOYABLE, ids=lambda artifact: artifact.name)
def test_code_leaves_room_below_the_limit(artifact: Artifact) -> None:
    assert len(artifact.deployed_bytecode) <= LARGEST_CODE


def test_every_error_and_event_is_on_an_interface() -> None:
    for path in (ROOT / "contracts").glob("*.sol"):
        declared = re.findall(r"^\s*(error|event)\s+(\w+)", path.read_text(encoding="utf8"), re.M)
        own = [found for _, found in declared if path.stem != "RoleBound"]
        assert not own, f"{path.name} declares {own}: they belong on its interface"
