"""`RevmEngine`: revm in process, through pyrevm. Fast; its gas figures are not a chain's.

pyrevm executes calls and keeps one journal for ever. What a chain does around a call is done here,
and tested: transient storage is cleared after each transaction, nonces are counted, the block is
numbered and timed, reads leave no trace. Known limit: the journal grows by about 700 bytes a
transaction and only a `revert` gives them back, so a million transactions take some 700 MB.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.chain.engine import (
    BALANCE_OF,
    BLOCK_GAS_LIMIT,
    CHAIN_ID,
    GAS_LIMIT,
    NOBODY,
    CallReverted,
    RawLog,
    RawReceipt,
    next_time,
)
from sim.chain.failures import BadData, EngineUnavailable, UnknownSender
from sim.chain.identity import Address, address_of

if TYPE_CHECKING:
    import pyrevm

__all__ = ["RevmEngine"]

_REVERT = re.compile(r"^Revert \{ gas_used: (\d+), output: 0x([0-9a-fA-F]*)")
_HALT = re.compile(r"^Halt \{ reason: (.+), gas_used: (\d+)")


@dataclass(frozen=True, slots=True)
class _Snapshot:
    checkpoint: Any
    block: int
    at: int
    time: int
    nonces: dict[Address, int]
    kept: int


class _Emitters(dict[str, Address]):
    """Addresses of contracts as we write them, by how pyrevm does: one text for all their logs."""

    def __missing__(self, checksummed: str) -> Address:
        address = self[checksummed] = checksummed.lower()
        return address


class RevmEngine:
    """An EVM at Cancun with one transaction a block.

    `keep_logs` lets `logs` answer; without it a receipt is the only place of its logs, which is
    what a large run's memory needs. Raises EngineUnavailable where pyrevm is not installed.
    """

    name = "revm"

    def __init__(self, genesis_instant: int, *, keep_logs: bool = False) -> None:
        self._revm = _pyrevm()
        self.block = 0
        self.at = genesis_instant
        self._time = genesis_instant + 1
        self._nonces: dict[Address, int] = {}
        self._snapshots: dict[int, _Snapshot] = {}
        self._taken = 0
        self._emitters = _Emitters()
        self._kept: list[tuple[int, RawLog]] = []
        self._keep_logs = keep_logs
        self._block_is_open = False
        # An unknown fork name silently means the latest one: this spelling is the right one.
        self._evm = self._revm.EVM(
            env=self._revm.Env(cfg=self._revm.CfgEnv(chain_id=CHAIN_ID)),
            gas_limit=GAS_LIMIT,
            spec_id="Cancun",
        )

    # --- transactions ---

    def add_key(self, private_key: bytes) -> Address:
        """See `Engine.add_key`; no signature is made, so the key itself is not kept."""
        address = address_of(private_key)
        self._nonces.setdefault(address, 0)
        return address

    def deploy(self, sender: Address, initcode: bytes) -> RawReceipt:
        """See `Engine.deploy`."""
        self._open_block()
        self._catch_up(sender)
        created: Address = ""
        failure: RuntimeError | None = None
        try:
            created = self._evm.deploy(sender, initcode, gas=GAS_LIMIT).lower()
        except RuntimeError as error:
            failure = error
        return self._close_block(sender, "", b"", failure, created)

    def transact(self, sender: Address, to: Address, data: bytes) -> RawReceipt:
        """See `Engine.transact`."""
        if sender not in self._nonces:
            raise UnknownSender(sender)
        self._open_block()
        output = b""
        failure: RuntimeError | None = None
        try:
            output = self._evm.message_call(sender, to, data, gas=GAS_LIMIT)
        except RuntimeError as error:
            failure = error
        return self._close_block(sender, to, output, failure, "")

    def _catch_up(self, sender: Address) -> None:
        """Brings the account's nonce up to our count, so that CREATE gives a chain's addresses.

        Only deployments raise the nonce inside pyrevm. One of nothing raises it by one, and leaves
        an account without code at an address no real deployment will have.
        """
        if sender not in self._nonces:
            raise UnknownSender(sender)
        while self._evm.basic(sender).nonce < self._nonces[sender]:
            self._evm.deploy(sender, b"", gas=GAS_LIMIT)

    def _close_block(
        self,
        sender: Address,
        to: Address,
        output: bytes,
        failure: RuntimeError | None,
        new: Address,
    ) -> RawReceipt:
        self._evm.reset_transient_storage()
        block = self.block = self.block + 1
        at = self.at = self._time
        self._nonces[sender] += 1
        logs: tuple[RawLog, ...] = ()
        if failure is None:
            result: Any = self._evm.result
            logs, gas, reason = _logs(result, self._emitters), result.gas_used, ""
        else:
            output, gas, reason = _failed(failure)
        if self._keep_logs:
            self._kept += [(block, log) for log in logs]
        self._time = at + 1
        self._block_is_open = False
        return RawReceipt(
            block, at, sender, to, failure is None, gas, logs, output, "", new, reason
        )

    # --- time ---

    def set_time(self, instant: int) -> None:
        """See `Engine.set_time`."""
        if instant != self._time:
            self._time = next_time(instant, self.at)
            self._block_is_open = False

    def _open_block(self) -> None:
        if self._block_is_open:
            return
        self._block_is_open = True
        self._evm.set_block_env(
            self._revm.BlockEnv(
                number=self.block + 1,
                timestamp=self._time,
                gas_limit=BLOCK_GAS_LIMIT,
                basefee=0,
            )
        )

    # --- reads ---

    def call(self, to: Address, data: bytes, sender: Address | None = None) -> bytes:
        """See `Engine.call`."""
        self._open_block()
        before = self._evm.snapshot()
        try:
            output: bytes = self._evm.message_call(sender or NOBODY, to, data, gas=GAS_LIMIT)
            return output
        except RuntimeError as error:
            output, _, reason = _failed(error)
            raise CallReverted(output, reason) from None
        finally:
            # Undone rather than static: a call may write, and what it warms would never be freed.
            self._evm.revert(before)
            self._evm.reset_transient_storage()

    def logs(self, first_block: int, last_block: int) -> list[tuple[int, RawLog]]:
        """See `Engine.logs`; raises BadData unless the engine was told to keep them."""
        if not self._keep_logs:
            raise BadData("this engine keeps no logs: make it with keep_logs=True")
        return [entry for entry in self._kept if first_block <= entry[0] <= last_block]

    def balances(self, token: Address, accounts: Sequence[Address]) -> list[int]:
        """See `Engine.balances`."""
        head = BALANCE_OF + bytes(12)
        answers = (self.call(token, head + bytes.fromhex(account[2:])) for account in accounts)
        return [int.from_bytes(answer, "big") for answer in answers]

    # --- snapshots ---

    def snapshot(self) -> int:
        """See `Engine.snapshot`; at most some hundreds at once, each uses a level of call depth."""
        self._taken += 1
        self._snapshots[self._taken] = _Snapshot(
            self._evm.snapshot(),
            self.block,
            self.at,
            self._time,
            dict(self._nonces),
            len(self._kept),
        )
        return self._taken

    def revert(self, snapshot: int) -> None:
        """See `Engine.revert`."""
        if snapshot not in self._snapshots:
            raise KeyError(f"snapshot {snapshot} is not remembered")
        kept = self._snapshots[snapshot]
        # pyrevm only undoes its latest checkpoint: an older one takes the later ones with it.
        for later in sorted(self._snapshots, reverse=True):
            if later >= snapshot:
                self._evm.revert(self._snapshots.pop(later).checkpoint)
        self.block, self.at, self._time = kept.block, kept.at, kept.time
        self._nonces = kept.nonces
        del self._kept[kept.kept :]
        self._block_is_open = False


def _pyrevm() -> Any:
    try:
        import pyrevm
    except ModuleNotFoundError as error:
        raise EngineUnavailable(
            "revm",
            "pyrevm is not installed (it has wheels for CPython 3.11 and 3.12)",
            "install the extra: pip install 'greenbond-sim[fast]', or use --engine eth-tester",
        ) from error
    except ImportError as error:
        raise EngineUnavailable(
            "revm",
            f"pyrevm is installed but does not load: {error}",
            "install it anew, or use --engine eth-tester",
        ) from error
    return pyrevm


def _logs(result: pyrevm.ExecutionResult, emitters: _Emitters) -> tuple[RawLog, ...]:
    found: list[RawLog] = []
    for log in result.logs:
        topics, data = log.data
        found.append(RawLog(emitters[log.address], tuple(topics), data))
    return tuple(found)


def _failed(error: RuntimeError) -> tuple[bytes, int, str]:
    """Revert data, gas used and reason; pyrevm has them in the text of its error only."""
    text = str(error)
    if found := _REVERT.match(text):
        return bytes.fromhex(found[2]), int(found[1]), ""
    if found := _HALT.match(text):
        return b"", int(found[2]), found[1]
    raise error
