"""Results as lines for a person: first where, then each engine, then what follows."""

from __future__ import annotations

from collections.abc import Iterator

from sim.bench.figures import Figure
from sim.bench.measure import Measured
from sim.bench.results import AIMS, Results, bare, judged, ledgered, share_of_bare, stages

__all__ = ["conclusion", "engine_lines", "heading"]


def heading(results: Results, settlements: int) -> Iterator[str]:
    """The machine and the load."""
    at = results.machine
    yield _line("Machine", f"{at['processor']}, {at['cores']} cores; {at['system']}")
    programs = [
        f"{name} {at[name]}"
        for name in ("greenbond-sim", "pyrevm", "py-evm", "eth-tester", "web3", "coincurve")
    ]
    yield _line("Programs", f"{at['python']}, {', '.join(programs)}")
    yield _line("Contracts", f"solc {at['solc']}, code {at['contracts']}")
    yield _line("Load", f"{settlements:,} trades on revm, the first {results.shared:,} elsewhere;")
    yield _line("", "instruct, affirm, settle: three transactions each, decoded, booked, as CSV")
    yield _line("Time", "of the processor; of the wall clock for an engine in another process;")
    yield _line("", f"median of {results.repeat} after one to warm up (lowest to highest)")


def engine_lines(results: Results, load: Measured) -> Iterator[str]:
    """The figures of one engine, as soon as it is measured."""
    yield ""
    yield _line(load.engine, f"{_rate(ledgered(load))} ledgered settlements a second")
    yield _line("", f"{_rate(judged(load))} with the laws tried as well")
    if load.limit is not None:
        yield _line("", f"{_rate(bare(load))} bare pyrevm, same calldata, same balances after it")
    times = results.times_reference(load)
    if times is not None:
        yield _line("Ratio", f"{load.engine} is {times:,.0f} times eth-tester{_aim(load, 0)}")
    part = share_of_bare(load)
    if part is not None:
        spread = f"({part.low:.2f} to {part.high:.2f})"
        yield _line("Ratio", f"{load.engine} is {part.median:.2f} {spread} of bare{_aim(load, 1)}")
    taken = stages(load)
    width = max(map(len, taken))
    for number, (stage, microseconds) in enumerate(taken.items()):
        label = "µs each" if number == 0 else ""
        yield _line(label, f"{stage:<{width}}  {microseconds:>9,.1f}")


def conclusion(results: Results) -> Iterator[str]:
    """Digests, and the other figures."""
    yield ""
    equal = len(set(results.books.values())) == 1
    for engine, digest in results.books.items():
        yield _line("Books", f"{digest} {results.shared:,} trades on {engine}")
    if len(results.books) > 1:
        yield _line("", "equal: every engine did the same work" if equal else "NOT EQUAL")
    for load in results.loads:
        if load.count != results.shared:
            yield _line("", f"{load.digest} {load.count:,} trades on {load.engine}")
    for holders, seconds in results.coupon.items():
        yield _line("Coupon", f"{seconds * 1e6:,.0f} µs a holder with {holders:,} holders, on revm")
    if results.run is not None:
        run = results.run
        yield _line(
            "Run",
            f"greenbond run hk-2023 on revm: {run.median:.2f} s ({run.low:.2f} to {run.high:.2f}) "
            "by the wall clock, from the shell",
        )


def _line(label: str, text: str) -> str:
    return f"{label:<12}{text}"


def _rate(figure: Figure) -> str:
    digits = 0 if figure.median >= 100 else 1
    texts = [f"{value:,.{digits}f}" for value in (figure.median, figure.low, figure.high)]
    return f"{texts[0]:>8} ({texts[1]} to {texts[2]})"


def _aim(load: Measured, which: int) -> str:
    return f" (aim {AIMS[which]:g})" if load.engine == "revm" else ""
