"""The command `greenbond`: composes the packages, holds no rule of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import __version__
from sim.ending import Commands

app = typer.Typer(
    name="greenbond",
    cls=Commands,
    help="Simulate tokenised green bonds on a real EVM and write ledgers people can trust.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_SCENARIO = typer.Argument(metavar="SCENARIO", help="built-in name, or path of a TOML file")
_SCENARIO_OR_TERMS = typer.Argument(
    metavar="SCENARIO|FILE.json", help="built-in name, or path of a TOML file or of ACTUS terms"
)
_SCENARIO_OR_SHEET = typer.Argument(
    metavar="SCENARIO|FILE.json", help="built-in name, path of a TOML file, or a term sheet"
)
_ENGINE = typer.Option(
    "--engine",
    metavar="ENGINE",
    help="auto, revm, eth-tester, or a node (anvil, Hardhat): http://HOST:PORT, ipc:PATH",
)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="print the version")] = False,
) -> None:
    if version:
        print(f"greenbond {__version__}")
        raise typer.Exit


@app.command("list")
def list_scenarios() -> None:
    """Built-in scenarios, a line each."""
    from sim.model import describe

    described = describe()
    width = max(len(name) for name, _ in described)
    for name, told in described:
        print(f"{name:<{width}}  {told}")


@app.command()
def check(scenario: Annotated[str, _SCENARIO]) -> None:
    """Parse and validate a scenario: every error, with what to write instead.

    Terms that are sound, and that a run cannot carry yet, are told as notes: they are no errors.
    """
    from sim.errors import printable
    from sim.model import load
    from sim.model.rules import broken_rules
    from sim.report.wording import counted
    from sim.schedule import DATE_RULES, RUN_RULES, plan

    read = load(scenario, {}, DATE_RULES)
    dates = plan(read)
    flows = sum(len(tranche.flows) for tranche in dates.tranches.values())
    print(
        f"{printable(scenario)}: {read.title}: {counted(len(dates.tranches), 'tranche')}, "
        f"{counted(flows, 'scheduled payment')}, {counted(len(read.parties), 'party', 'parties')}, "
        f"{counted(len(read.events), 'event')}; no errors"
    )
    for complaint in broken_rules(read, RUN_RULES):
        print(f"note: `greenbond run` would refuse {read.finding(*complaint)}")


@app.command()
def run(
    scenario: Annotated[str, _SCENARIO],
    out: Annotated[
        str | None, typer.Option("--out", metavar="DIR", help="where; default runs/NAME")
    ] = None,
    engine: Annotated[str, _ENGINE] = "auto",
    seed: Annotated[str | None, typer.Option("--seed", metavar="N", help="another seed")] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="change one key, e.g. rail=stablecoin"),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="print nothing but errors")] = False,
    force: Annotated[bool, typer.Option("--force", help="replace a folder that exists")] = False,
) -> None:
    """Run a scenario and write its ledgers."""
    from sim.commands import run_scenario

    run_scenario(scenario, out, engine, seed, set_ or [], quiet=quiet, force=force)


@app.command()
def cashflows(
    scenario: Annotated[str, _SCENARIO_OR_TERMS],
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="KEY=VALUE", help="change one key, e.g. tranche.HKD.accrual=adjusted"
        ),
    ] = None,
    carried: Annotated[
        list[str] | None,
        typer.Option("--carried", metavar="NAME", help="as if this proposal is carried by vote"),
    ] = None,
) -> None:
    """Every scheduled cash flow, as CSV; of a scenario, or of ACTUS terms in JSON, unrounded.

    A rate that is not fixed yet is left empty, and with it what depends on it.
    """
    from sim.commands import print_cashflows

    print_cashflows(scenario, set_ or [], carried or [])


@app.command()
def termsheet(
    source: Annotated[str, _SCENARIO_OR_SHEET],
    tranche: Annotated[
        str | None, typer.Option("--tranche", metavar="CODE", help="of one tranche; default all")
    ] = None,
    to_scenario: Annotated[
        bool,
        typer.Option("--to-scenario", help="read FILE.json, print the [[tranche]] part in TOML"),
    ] = False,
) -> None:
    """Term sheet as JSON, by names of the ICMA Bond Data Taxonomy; or back from it."""
    from sim.commands import print_scenario_part, print_term_sheets

    if to_scenario:
        print_scenario_part(source, tranche)
    else:
        print_term_sheets(source, tranche)


@app.command()
def verify(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="what `run` wrote")],
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine",
            metavar="ENGINE",
            help="re-run on another engine than the run's own; a node's run: default auto",
        ),
    ] = None,
) -> None:
    """Check a run's files, run it again from its manifest, reconcile; says what differs."""
    from sim.commands import verify_run

    verify_run(directory, engine)


@app.command()
def bench(
    engine: Annotated[
        list[str] | None,
        typer.Option("--engine", metavar="ENGINE", help="may be repeated; default all present"),
    ] = None,
    settlements: Annotated[
        int, typer.Option("--settlements", metavar="N", help="on revm; a fiftieth elsewhere")
    ] = 2_000,
    repeat: Annotated[int, typer.Option("--repeat", metavar="R", help="times each")] = 5,
    settlements_only: Annotated[
        bool, typer.Option("--settlements-only", help="no coupon, no run of a scenario")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Speed of the engines, side by side, on this machine."""
    from sim.bench import run_bench

    run_bench(engine or [], settlements, repeat, settlements_only=settlements_only, as_json=as_json)
