"""Books made from logs alone: entries, statements, checks.

`build` turns the logs of a run into `Ledgers`: typed tables and the verdict of every law, without
reading a file or asking a chain. `write_run` writes them, `verify_files` says later whether they
are still what was written, `frames` reads them into pandas.
"""

from sim.ledger.build import build
from sim.ledger.csv import csv_text
from sim.ledger.digest import ledger_digest
from sim.ledger.frames import frames
from sim.ledger.inputs import (
    Account,
    AccountType,
    BalanceKind,
    CashToken,
    ChainBalance,
    LedgerInputs,
    TransactionRecord,
    UnknownAddress,
)
from sim.ledger.laws import LAWS, Breach, Verdict
from sim.ledger.manifest import Manifest, RunFacts, read_manifest
from sim.ledger.output import write_run
from sim.ledger.place import check_place
from sim.ledger.tables import TABLES, Ledgers, Table
from sim.ledger.verify import verify_files

__all__ = [
    "LAWS",
    "TABLES",
    "Account",
    "AccountType",
    "BalanceKind",
    "Breach",
    "CashToken",
    "ChainBalance",
    "LedgerInputs",
    "Ledgers",
    "Manifest",
    "RunFacts",
    "Table",
    "TransactionRecord",
    "UnknownAddress",
    "Verdict",
    "build",
    "check_place",
    "csv_text",
    "frames",
    "ledger_digest",
    "read_manifest",
    "verify_files",
    "write_run",
]
