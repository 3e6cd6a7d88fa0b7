"""Revert data that is not what it seems still becomes an exception."""

from __future__ import annotations

import eth_abi
import pytest

from sim.chain.abi import ErrorSpec
from sim.chain.decoding import decode_revert, error_table
from sim.chain.failures import Halted, Panicked, RevertedWithText, UnknownRevert
from sim.chain.reverts import Offering_PriceAboveMaximum, Trustee_DayOff, Trustee_InGrace

TEXT = bytes.fromhex("08c379a0")
PANIC = bytes.fromhex("4e487b71")


@pytest.mark.parametrize(
    ("data", "kind", "text"),
    [
        (b"", Halted, "Halt()"),
        (b"\x01\x02", Halted, "Halt()"),
        (TEXT + eth_abi.encode(["string"], ["no"]), RevertedWithText, "Error(message=no)"),
        (TEXT, UnknownRevert, "0x08c379a0(data=0x)"),
        (PANIC + (0x11).to_bytes(32, "big"), Panicked, "Panic(code=17)"),
        (PANIC + b"\x11", UnknownRevert, "0x4e487b71(data=0x11)"),
        (bytes.fromhex("deadbeef01"), UnknownRevert, "0xdeadbeef(data=0x01)"),
    ],
)
def test_every_kind_of_data_is_shown(data, kind, text):
    error = decode_revert(data, "", {})
    assert type(error) is kind
    assert (error.text, error.data) == (text, data)


def test_a_halt_gives_the_engines_reason():
    assert str(decode_revert(b"", "OutOfGas", {})) == "Halt(): OutOfGas"


class TestTimes:
    """Dates are uint32 and instants uint40: the chain's own words for them."""

    #: 2024-11-15 10:00 in Hong Kong is 02:00 in Greenwich.
    INSTANT, DAY = 1_731_636_000, 20_042

    def shown(self, error, selector: str, *values: tuple[str, int]) -> str:
        spec = ErrorSpec(error, selector, [kind for kind, _ in values])
        data = bytes.fromhex(selector) + b"".join(v.to_bytes(32, "big") for _, v in values)
        return decode_revert(data, "", error_table([spec])).text

    def test_are_written_as_the_books_write_them(self):
        values = ("uint256", 1), ("uint40", self.INSTANT), ("uint256", self.INSTANT + 1)
        assert self.shown(Trustee_InGrace, "dd426ec6", *values) == (
            "Trustee_InGrace(action_id=1, until=2024-11-15T02:00:00Z, "
            "timestamp=2024-11-15T02:00:01Z)"
        )
        values = ("uint32", self.DAY), ("uint256", self.INSTANT)
        assert self.shown(Trustee_DayOff, "fcda27d6", *values) == (
            "Trustee_DayOff(date=2024-11-15, timestamp=2024-11-15T02:00:00Z)"
        )

    def test_are_no_prices(self):
        """Prices, in 1e-6 %, have the same type."""
        values = ("uint40", 100_000_000), ("uint40", 99_000_000)
        assert self.shown(Offering_PriceAboveMaximum, "00000001", *values).endswith(
            "(price=100000000, maximum_price=99000000)"
        )

    def test_that_no_calendar_has_stay_numbers(self):
        values = ("uint256", 1), ("uint40", 2**40 - 1), ("uint256", 2**256 - 1)
        assert self.shown(Trustee_InGrace, "dd426ec6", *values) == (
            f"Trustee_InGrace(action_id=1, until={2**40 - 1}, timestamp={2**256 - 1})"
        )
