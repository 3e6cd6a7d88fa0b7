"""What `sim.chain` offers, and what importing part of it does not load."""

from __future__ import annotations

import subprocess
import sys

import pytest

import sim.chain


def test_every_public_name_is_there_and_they_are_sorted():
    assert sim.chain.__all__ == sorted(sim.chain.__all__)
    assert all(getattr(sim.chain, name) for name in sim.chain.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'Chains'"):
        _ = sim.chain.Chains


@pytest.mark.parametrize(
    ("statement", "spared"),
    [
        ("import sim.chain.logs", {"coincurve", "sim.chain.chain", "sim.chain.events"}),
        ("import sim.chain.generate", {"sim.chain.logs", "sim.chain.events", "sim.chain.reverts"}),
    ],
)
def test_the_logs_load_no_evm_and_the_generator_none_of_its_output(statement, spared):
    code = f"{statement}; import sys; print(sorted({spared!r} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
