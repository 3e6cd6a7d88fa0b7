"""Bare pyrevm: the EVM alone, given the calldata that an engine was given before.

No calldata is made, no receipt, no log is read, no block is counted: what is left is what the EVM
itself takes, the limit of what any engine on top of it can reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from sim.chain import Engine
from sim.chain.engine import BALANCE_OF, BLOCK_GAS_LIMIT, CHAIN_ID, GAS_LIMIT, RawLog, RawReceipt
from sim.chain.identity import Address

__all__ = ["Bare", "Recorder", "Sent"]


class Sent(NamedTuple):
    """One transaction; `to` is empty for a deployment, `at` the time of its block."""

    sender: Address
    to: Address
    data: bytes
    at: int


class Recorder:
    """An engine that notes what it is sent, in order, and leaves the work to another."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.sent: list[Sent] = []

    @property
    def name(self) -> str:
        """See `Engine.name`."""
        return self._engine.name

    @property
    def block(self) -> int:
        """See `Engine.block`."""
        return self._engine.block

    @property
    def at(self) -> int:
        """See `Engine.at`."""
        return self._engine.at

    def add_key(self, private_key: bytes) -> Address:
        """See `Engine.add_key`."""
        return self._engine.add_key(private_key)

    def deploy(self, sender: Address, initcode: bytes) -> RawReceipt:
        """See `Engine.deploy`."""
        receipt = self._engine.deploy(sender, initcode)
        self.sent.append(Sent(sender, "", initcode, receipt.at))
        return receipt

    def transact(self, sender: Address, to: Address, data: bytes) -> RawReceipt:
        """See `Engine.transact`."""
        receipt = self._engine.transact(sender, to, data)
        self.sent.append(Sent(sender, to, data, receipt.at))
        return receipt

    def call(self, to: Address, data: bytes, sender: Address | None = None) -> bytes:
        """See `Engine.call`."""
        return self._engine.call(to, data, sender)

    def logs(self, first_block: int, last_block: int) -> list[tuple[int, RawLog]]:
        """See `Engine.logs`."""
        return self._engine.logs(first_block, last_block)

    def balances(self, token: Address, accounts: Sequence[Address]) -> list[int]:
        """See `Engine.balances`."""
        return self._engine.balances(token, accounts)

    def set_time(self, instant: int) -> None:
        """See `Engine.set_time`."""
        self._engine.set_time(instant)

    def snapshot(self) -> int:
        """See `Engine.snapshot`."""
        return self._engine.snapshot()

    def revert(self, snapshot: int) -> None:
        """See `Engine.revert`; what was sent since stays noted."""
        self._engine.revert(snapshot)


class Bare:
    """pyrevm after the transactions that prepare a load, all of which must succeed."""

    def __init__(self, prepared: Sequence[Sent]) -> None:
        import pyrevm

        self._revm: Any = pyrevm
        self._evm: Any = pyrevm.EVM(
            env=pyrevm.Env(cfg=pyrevm.CfgEnv(chain_id=CHAIN_ID)),
            gas_limit=GAS_LIMIT,
            spec_id="Cancun",
        )
        sent: Counter[Address] = Counter()
        for sender, to, data, at in prepared:
            self._set_time(at)
            if to:
                self._evm.message_call(sender, to, data, gas=GAS_LIMIT)
            else:
                self._deploy(sender, data, sent[sender])
            sent[sender] += 1
            self._evm.reset_transient_storage()

    def _deploy(self, sender: Address, initcode: bytes, sent: int) -> None:
        """At the address a chain gives; to pyrevm only deployments count, so calls are made up."""
        while self._evm.basic(sender).nonce < sent:
            self._evm.deploy(sender, b"", gas=GAS_LIMIT)
        self._evm.deploy(sender, initcode, gas=GAS_LIMIT)

    def snapshot(self) -> Any:
        """Remembers the state."""
        return self._evm.snapshot()

    def revert(self, snapshot: Any) -> None:
        """Goes back to a state remembered."""
        self._evm.revert(snapshot)

    def execute(self, load: Sequence[Sent]) -> None:
        """Every call of a load, all in one block at the time of the first.

        Raises RuntimeError when one of them reverts.
        """
        self._set_time(load[0].at)
        call = self._evm.message_call
        for sender, to, data, _ in load:
            call(sender, to, data, gas=GAS_LIMIT)

    def balances(self, token: Address, accounts: Sequence[Address]) -> list[int]:
        """ERC-20 balances in smallest units, in the order of the accounts."""
        head = BALANCE_OF + bytes(12)
        asked = (head + bytes.fromhex(account[2:]) for account in accounts)
        answers = (self._evm.message_call(accounts[0], token, data) for data in asked)
        return [int.from_bytes(answer, "big") for answer in answers]

    def _set_time(self, at: int) -> None:
        block = self._revm.BlockEnv(number=1, timestamp=at, gas_limit=BLOCK_GAS_LIMIT, basefee=0)
        self._evm.set_block_env(block)
