"""What the README shows is what the command prints, and what it tells to type can be typed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from sim.cli import app
from sim.model import builtin_names, parse
from sim.model.events import EVENT_KINDS
from sim.report import summary
from tests.runs import hk_2023

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)


def test_its_first_screen_is_what_the_demo_prints():
    command, *shown = BLOCKS[0][1].splitlines()
    assert command == "$ make demo"
    run = hk_2023("auto")
    rows = sum(len(table.rows) for table in run.ledgers)
    printed = summary(run.scenario, run.ledgers)
    printed.append(
        f"Files       runs/hk-2023/ledgers: {len(run.ledgers.tables)} tables, {rows:,} rows; "
        "runs/hk-2023/manifest.json"
    )
    places = [printed.index(line) for line in shown if line.strip() != "…"]
    assert places == sorted(places)
    assert len(places) >= 15


def test_its_piece_of_a_scenario_is_one():
    (piece,) = [text for kind, text in BLOCKS if kind == "toml"]
    whole = (ROOT / "sim/scenarios/hk-2023.toml").read_text(encoding="utf8")
    shown = tomllib.loads(piece)
    known = tomllib.loads(whole)
    assert shown["event"][0].items() <= known["event"][4].items()
    assert shown["tranche"][0].items() <= known["tranche"][0].items()
    assert parse(whole, "hk-2023.toml").events


def test_it_names_every_command_and_every_kind_of_event():
    commands = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert not [name for name in commands if f"greenbond {name}" not in README]
    assert not [kind for kind in EVENT_KINDS if kind not in README]
    assert not [name for name in builtin_names() if name not in README]


def test_the_scripts_it_names_are_there():
    named = set(re.findall(r"`(?:scripts/)?(\w+\.py)`", README))
    assert named == {path.name for path in (ROOT / "scripts").glob("*.py")}
