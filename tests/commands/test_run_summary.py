"""Every line a run ends with, against the CSV files and the manifest of that same run."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

LAWS = "SUPPLY DVP CASH RECORD ONCE SOLVENCY ELIGIBLE DENOM ORDER FINAL BOOKS"


@pytest.fixture(scope="module")
def run(small_run, tables) -> SimpleNamespace:
    """What was said, by label, beside what was written."""
    folder, done = small_run
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return SimpleNamespace(
        folder=folder, said=labelled(done.out), manifest=manifest, **tables(folder)
    )


@pytest.fixture(scope="module")
def deal(request) -> dict:
    text = request.path.with_name("small.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def test_the_title_is_underlined(small_run, deal):
    title, line, *_ = small_run[1].out.splitlines()
    assert title == deal["title"]
    assert line == "=" * len(title)


def test_no_line_is_longer_than_100_characters(small_run):
    # The folder is this test's own, and as long as it is.
    lines = [line for line in small_run[1].out.splitlines() if "/ledgers: " not in line]
    assert [line for line in lines if len(line) > 100] == []


def test_labels_stand_in_the_order_of_the_story(run):
    assert " ".join(run.said) == (
        "Deal Book Settlement Refused Claims Payments Checks Assumed Files Digest Run"
    )


def test_the_deal_is_the_term_sheet(run, deal):
    (terms,) = deal["tranche"]
    units, unit = terms["size"] // terms["calculation_amount"], terms["calculation_amount"]
    assert run.said["Deal"] == [
        f"{money(terms['size'])} at {terms['coupon']['rate']} % {terms['coupon']['day_count']}, "
        f"priced {terms['issue_price']}, {terms['issued']} to {terms['maturity']}",
        f"{units:,} units of {money(unit)}, at least {money(terms['minimum_denomination'])} a "
        f"holder, paid in {terms['rails'][0]}",
    ]


class TestTheBook:
    def test_counts_orders_and_cover(self, run):
        # A bid that came late, was withdrawn or not allowed is an order, and not in the book.
        entered = [o for o in run.orders if o["reason"] not in ("INELIGIBLE", "LATE", "WITHDRAWN")]
        bid = sum(int(order["bid_units"]) for order in entered)
        assert run.said["Book"][0] == (
            f"{len(run.orders)} orders, {len(entered)} in the book for {bid:,} units: "
            f"covered {two_digits(Fraction(bid, issued_units(run)))} times"
        )

    def test_tells_the_ratio_and_what_became_of_the_bids(self, run, deal):
        served = [o for o in run.orders if o["reason"] in ("FILLED", "SCALED", "BELOW_MIN")]
        ratio = Fraction(issued_units(run), sum(int(order["bid_units"]) for order in served))
        reasons = Counter(order["reason"] for order in run.orders)
        told = ", ".join(f"{reasons[reason]} {reason}" for reason in sorted(reasons))
        assert run.said["Book"][1] == (
            f"each bid at or below {deal['tranche'][0]['yield']} % scaled to "
            f"{one_digit(100 * min(ratio, Fraction(1)))}%: {told}"
        )

    def test_says_what_was_drawn(self, run, deal):
        drawn = {o["investor"] for o in run.orders if o["investor"].startswith("investor-")}
        assert len(drawn) == deal["book"]["investors"]
        assert run.said["Book"][2:] == [
            f"synthetic: {len(drawn)} investors and their bids, drawn from the seed"
        ]


class TestSettlement:
    def test_counts_instructions_by_kind_and_how_many_were_on_time(self, run):
        rows = instructions(run)
        kinds = Counter(row["transaction_type"] for row in rows)
        told = ", ".join(f"{kinds[kind]} {kind}" for kind in sorted(kinds))
        settled = [row for row in rows if row["status"] == "SETTLED"]
        on_time = [
            row
            for row in settled
            if row["actual_settlement_date"] == row["intended_settlement_date"]
        ]
        share = one_digit(Fraction(100 * len(on_time), len(rows)))
        assert run.said["Settlement"][0] == (
            f"{len(rows)} instructions ({told}): {len(settled)} settled, {share}% of all on the day"
        )

    def test_names_every_instruction_that_was_not_settled_on_its_day(self, run):
        named = [line.split()[0] for line in run.said["Settlement"][1:-1]]
        assert named == [
            row["instruction_id"]
            for row in instructions(run)
            if row["actual_settlement_date"] != row["intended_settlement_date"]
        ]

    def test_tells_of_each_who_owed_what_why_and_how_it_ended(self, run):
        for line, row in self.endings(run):
            parties = f"{row['deliverer']} to {row['receiver']}"
            what = f"{row['instruction_id']} {row['transaction_type']} {row['units']} units"
            assert line.startswith(f"{what} {parties}: {row['reason_code']}")
            if row["status"] == "SETTLED":
                late = days(row["fail_days"])
                assert line.endswith(f", late {late}, settled {row['actual_settlement_date']}")
            elif row["transaction_type"] == "ISSU":
                (instead,) = [r for r in run.settlement if r["linked_id"] == row["instruction_id"]]
                assert line.endswith(f", unpaid at the cut-off, taken up by {instead['receiver']}")
            elif row["status"] == "CANCELLED":
                assert line.endswith(f", failed {days(row['fail_days'])}, cancelled")

    def test_the_run_has_every_kind_of_ending(self, run):
        endings = {(row["status"], row["reason_code"]) for _, row in self.endings(run)}
        assert endings == {
            ("SETTLED", "MONY"),
            ("CANCELLED", "MONY"),
            ("CANCELLED", "LACK"),
            ("PENDING", ""),
        }

    def test_an_instruction_that_is_not_due_yet_has_no_empty_reason(self, run):
        (line,) = [line for line, row in self.endings(run) if row["status"] == "PENDING"]
        assert ": ," not in line

    def test_says_what_was_drawn(self, run, deal):
        assert run.said["Settlement"][-1] == (
            f"synthetic: {deal['trading']['trades']} of the trades, drawn from the seed"
        )

    def test_does_not_count_trades_that_found_no_seller(self, greenbond, small, tables, tmp_path):
        done = greenbond("run", small, "--set", "trading.trades=400", "--out", "many")
        told = int(re.search(r"synthetic: (\d+) of the trades", done.out)[1])
        settlement = tables(tmp_path / "many")["settlement"]
        written = [row for row in settlement if row["transaction_type"] == "TRAD"]
        assert told <= len(written)
        missing = int(re.search(r"from the seed; (\d+) more found no seller", done.out)[1])
        assert told + missing == 400

    @staticmethod
    def endings(run):
        by_id = {row["instruction_id"]: row for row in run.settlement}
        return [(line, by_id[line.split()[0]]) for line in run.said["Settlement"][1:-1]]


def test_what_a_contract_refused_is_told(run):
    assert run.said["Refused"] == [
        f"{row['at'][:10]} {row['function']} by {row['sender']}: {row['revert']}"
        for row in run.transactions
        if row["revert"]
    ]
    assert "refusal=RECEIVER_NOT_ADMITTED" in run.said["Refused"][0]


def test_market_claims_are_told(run):
    assert run.said["Claims"] == [
        f"{row['instruction_id']} {row['deliverer']} owes {row['receiver']} "
        f"{money(row['settlement_amount'])} for {row['linked_id']}: "
        f"settled {row['actual_settlement_date']}"
        for row in run.settlement
        if row["transaction_type"] == "CLAI"
    ]
    assert len(run.said["Claims"]) == 1


class TestPayments:
    def test_tells_each_payment_in_all_and_a_unit(self, run):
        (action,) = [row for row in run.corporate_actions if not row["holder"]]
        assert run.said["Payments"][0] == (
            f"{action['payment_date']} {action['event']} {action['status']}: "
            f"{money(action['amount_per_unit'])} a unit, {money(action['gross'])} in all, "
            f"rounding {action['rounding']}"
        )

    def test_the_total_is_what_the_holders_got_or_could_claim(self, run):
        (action,) = [row for row in run.corporate_actions if not row["holder"]]
        shares = [Decimal(row["net"]) for row in run.corporate_actions if row["holder"]]
        assert sum(shares) == Decimal(action["net"])

    def test_tells_every_holder_whose_payment_was_set_aside(self, run):
        assert run.said["Payments"][1:] == [
            f"{row['holder']}: {money(row['net'])} withheld ({row['withheld_reason']}), "
            "claimed later"
            for row in run.corporate_actions
            if row["holder"] and row["status"] != "PAID"
        ]
        assert len(run.said["Payments"]) == 2


def test_the_checks_are_those_of_the_manifest(run):
    checks = run.manifest["checks"]
    compared = sum(check["checked"] for check in checks)
    assert " ".join(check["law"] for check in checks) == LAWS
    assert run.said["Checks"] == [f"{compared:,} comparisons by {len(checks)} laws; held: {LAWS}"]


def test_no_law_is_held_by_never_being_tried(run):
    assert [check["law"] for check in run.manifest["checks"] if not check["checked"]] == []


def test_what_is_assumed_is_said(run, deal):
    assert run.said["Assumed"] == [", ".join(deal["assumed"])]


def test_the_files_are_counted_and_named(run):
    files = sorted((run.folder / "ledgers").iterdir())
    rows = sum(file.read_bytes().count(b"\n") - 1 for file in files)
    assert run.said["Files"] == [
        f"{run.folder}/ledgers: {len(files)} tables, {rows:,} rows; {run.folder}/manifest.json"
    ]


def test_the_digest_is_that_of_the_manifest(run):
    assert run.said["Digest"] == [run.manifest["ledger_digest"]]


def test_the_run_is_told_by_seed_transactions_and_engine(run):
    (line,) = run.said["Run"]
    known = f"seed {run.manifest['seed']}, {len(run.transactions)} transactions on"
    assert re.fullmatch(rf"{known} {run.manifest['engine']}, \d+\.\d s", line)


# --- reading and writing as a person would ---


def labelled(out: str) -> dict[str, list[str]]:
    """Lines by label, with those that were too long for a line put together again."""
    found: dict[str, list[str]] = {}
    label = ""
    for line in out.splitlines()[2:]:
        label = line[:12].strip() or label
        lines = found.setdefault(label, [])
        if line[12:].startswith("  "):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line[12:])
    return found


def instructions(run) -> list[dict[str, str]]:
    return [row for row in run.settlement if row["instruction_id"].startswith("I")]


def issued_units(run) -> int:
    return sum(int(row["issued"]) for row in run.positions)


def money(amount) -> str:
    return f"HKD {Decimal(amount):,.2f}"


def days(count: str) -> str:
    return "1 day" if count == "1" else f"{count} days"


def one_digit(number: Fraction) -> str:
    return f"{float(number):.1f}"


def two_digits(number: Fraction) -> str:
    return f"{float(number):.2f}"
