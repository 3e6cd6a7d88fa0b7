"""`Chain`: an engine, a clock, and the record of everything that happened on it.

The clock law. One transaction, one block. The next block's timestamp is the agenda's instant, or
one second after the last block where that is later; there is never an empty block and never the
wall clock. Reads see the next block's time.

Blocks are the run's own count: 1 is the first transaction that is not a deployment. Deployments
before it are block 0 and are told apart by `tx_index`; in later blocks `tx_index` is 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sim.chain import artifacts as compiled
from sim.chain.abi import Function, encode_values
from sim.chain.artifacts import Artifacts
from sim.chain.decoding import ErrorTable, EventTable, decode_revert
from sim.chain.engine import CallReverted, Engine, RawReceipt
from sim.chain.events import EVENTS
from sim.chain.failures import Reverted
from sim.chain.frozen import maker
from sim.chain.identity import Address
from sim.chain.logs import Log, UnknownLog
from sim.chain.reverts import ERRORS

__all__ = ["Chain", "Receipt", "Transaction"]

T = TypeVar("T")
L = TypeVar("L", bound=Log)


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction: a row of `transactions.csv`.

    `block` is the run's count, `chain_block` the engine's; `at` is UTC seconds; `contract` the name
    given at deployment; `revert` the error's name and values, empty when it succeeded; `tx_hash`
    empty on an engine without hashes.
    """

    block: int
    chain_block: int
    at: int
    sender: Address
    contract: str
    function: str
    status: bool
    revert: str
    gas_used: int
    tx_hash: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a transaction that succeeded did: its record and its decoded logs, in order."""

    transaction: Transaction
    events: tuple[Log, ...]

    @property
    def at(self) -> int:
        """The block's timestamp, UTC seconds."""
        return self.transaction.at

    @property
    def block(self) -> int:
        """The run's own block number."""
        return self.transaction.block

    @property
    def gas_used(self) -> int:
        """Gas; on revm not the figure of a chain."""
        return self.transaction.gas_used

    def all(self, kind: type[L]) -> list[L]:
        """The events of one class, in order."""
        return [event for event in self.events if isinstance(event, kind)]

    def only(self, kind: type[L]) -> L:
        """The single event of one class; raises ValueError when there are none or several."""
        found = self.all(kind)
        if len(found) != 1:
            raise ValueError(f"{len(found)} events of {kind.__name__} where one is expected")
        return found[0]


_transaction, _receipt = maker(Transaction), maker(Receipt)


@dataclass(frozen=True, slots=True)
class _Snapshot:
    engine: int
    instant: int
    block: int
    deployments: int
    transactions: int
    logs: int
    names: dict[Address, str]


class Chain:
    """Deploys, sends, reads, and keeps `transactions` and `logs` in chain order.

    The tables say which contracts, events and errors it knows; by default the generated ones.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        artifacts: Artifacts | None = None,
        events: EventTable = EVENTS,
        errors: ErrorTable = ERRORS,
    ) -> None:
        self.engine = engine
        self.transactions: list[Transaction] = []
        self.logs: list[Log] = []
        self._artifacts = artifacts
        self._events = events
        self._errors = errors
        self._names: dict[Address, str] = {}
        self._instant = engine.at
        self._block = 0
        self._deployments = 0
        self._snapshots: dict[int, _Snapshot] = {}

    # --- the clock ---

    @property
    def now(self) -> int:
        """The timestamp the next transaction will have, UTC seconds."""
        return max(self._instant, self.engine.at + 1)

    @property
    def block(self) -> int:
        """The run's own number of the last block; 0 while only deployments happened."""
        return self._block

    def at(self, instant: int) -> None:
        """Moves the agenda's clock (UTC seconds); raises ValueError when that is backwards."""
        if instant < self._instant:
            raise ValueError(f"the agenda's clock is at {self._instant}, after {instant}")
        self._instant = instant
        self.engine.set_time(self.now)

    # --- names ---

    def register(self, address: Address, name: str) -> None:
        """Gives a contract the name that its logs and transactions will carry."""
        self._names[address] = name

    def name_of(self, address: Address) -> str:
        """The name given to a contract; the address itself when it has none."""
        return self._names.get(address, address)

    def add_key(self, private_key: bytes) -> Address:
        """Lets the account of a key (32 bytes) send transactions; returns its address."""
        return self.engine.add_key(private_key)

    # --- transactions ---

    def deploy(
        self, contract: str, *args: Any, sender: Address, name: str | None = None
    ) -> Address:
        """Deploys a contract under a name (default: the contract's own); returns its address.

        Raises CompileError when there is no such contract, BadData when the arguments do not fit
        its constructor, and Reverted when the constructor refuses.
        """
        artifact = self._known()[contract]
        nothing: list[dict[str, Any]] = []
        given = next((e["inputs"] for e in artifact.abi if e["type"] == "constructor"), nothing)
        raw = self.engine.deploy(sender, artifact.bytecode + encode_values(given, args))
        if raw.status:
            self.register(raw.contract_address, name or contract)
        if self._block == 0:
            self._deployments += 1
            self._record(raw, name or contract, "constructor", self._deployments - 1)
        else:
            self._block += 1
            self._record(raw, name or contract, "constructor", 0)
        return raw.contract_address

    def send(
        self, to: Address, function: Function[Any], args: Sequence[Any], sender: Address
    ) -> Receipt:
        """Sends one transaction; raises the decoded error when it reverts, having recorded it.

        Raises BadData when an argument does not fit, UnknownSender when the sender has no key here;
        then nothing was sent.
        """
        raw = self.engine.transact(sender, to, function.encode(args))
        self._block += 1
        return self._record(raw, self._names.get(to, to), function.name, 0)

    def _known(self) -> Artifacts:
        if self._artifacts is None:
            self._artifacts = compiled.load()
        return self._artifacts

    def _record(self, raw: RawReceipt, contract: str, function: str, tx_index: int) -> Receipt:
        refused = None if raw.status else decode_revert(raw.output, raw.reason, self._errors)
        transaction: Transaction = _transaction(
            self._block,
            raw.block,
            raw.at,
            raw.sender,
            contract,
            function,
            raw.status,
            refused.text if refused else "",
            raw.gas_used,
            raw.tx_hash,
        )
        self.transactions.append(transaction)
        if refused:
            raise refused
        events = self._decoded(raw, tx_index)
        self.logs += events
        receipt: Receipt = _receipt(transaction, events)
        return receipt

    def _decoded(self, raw: RawReceipt, tx_index: int) -> tuple[Log, ...]:
        names, known, at, block = self._names, self._events, raw.at, self._block
        found: list[Log] = []
        for index, (address, topics, data) in enumerate(raw.logs):
            contract = names.get(address, address)
            spec = known.get((topics[0], len(topics))) if topics else None
            make = UnknownLog if spec is None else spec.make
            found.append(make(contract, address, at, block, tx_index, index, topics, data))
        return tuple(found)

    # --- reads ---

    def call(
        self,
        to: Address,
        function: Function[T],
        args: Sequence[Any] = (),
        sender: Address | None = None,
    ) -> T:
        """What a function returns if called in the next block; raises Reverted, decoded."""
        try:
            data = self.engine.call(to, function.encode(args), sender)
        except CallReverted as error:
            refused: Reverted = decode_revert(error.data, error.reason, self._errors)
            raise refused from None
        return function.decode(data)

    def balances(self, token: Address, accounts: Sequence[Address]) -> list[int]:
        """ERC-20 balances in smallest units, in the order of the accounts."""
        return self.engine.balances(token, accounts)

    # --- snapshots ---

    def snapshot(self) -> int:
        """Remembers the chain and its record; returns an identifier for `revert`."""
        taken = self.engine.snapshot()
        self._snapshots[taken] = _Snapshot(
            engine=taken,
            instant=self._instant,
            block=self._block,
            deployments=self._deployments,
            transactions=len(self.transactions),
            logs=len(self.logs),
            names=dict(self._names),
        )
        return taken

    def revert(self, snapshot: int) -> None:
        """Goes back to a snapshot and forgets it and later ones; raises KeyError if unknown."""
        kept = self._snapshots[snapshot]
        self.engine.revert(kept.engine)
        self._instant, self._block = kept.instant, kept.block
        self._deployments, self._names = kept.deployments, kept.names
        del self.transactions[kept.transactions :], self.logs[kept.logs :]
        self._snapshots = {key: kept for key, kept in self._snapshots.items() if key < snapshot}
        self.engine.set_time(self.now)
