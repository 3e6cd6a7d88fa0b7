"""`greenbond list`, `greenbond check`, and the command without a command."""

from __future__ import annotations

from pathlib import Path

from sim import __version__
from sim.model import builtin_names, load


class TestList:
    def test_names_every_built_in_scenario_on_a_line_of_its_own(self, greenbond):
        done = greenbond("list")
        lines = done.out.splitlines()
        assert (done.status, done.err) == (0, "")
        assert [line.split()[0] for line in lines] == list(builtin_names())

    def test_says_what_each_is_about(self, greenbond):
        for line in greenbond("list").out.splitlines():
            name, told = line.split(maxsplit=1)
            assert told == load(name).summary

    def test_finds_the_scenarios_from_any_folder(self, process, tmp_path):
        assert "\nhk-2023 " in process("list", cwd=tmp_path).out


class TestCheck:
    def test_says_what_it_read(self, greenbond, small):
        done = greenbond("check", small)
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith(f"{small}: A small green bond: ")
        # Two coupons and the principal; parties and events as in the file.
        assert "1 tranche, 3 scheduled payments, 11 parties, 8 events; no errors" in done.out

    def test_takes_a_built_in_name(self, greenbond):
        done = greenbond("check", "hk-2023")
        assert done.status == 0
        assert "HKSAR Government tokenised green bond" in done.out

    def test_sound_terms_that_no_contract_carries_yet_are_a_note(self, greenbond, spoiled):
        file = spoiled(("yield = 4.05", "yield = -0.5"))
        done = greenbond("check", file)
        assert (done.status, done.err) == (0, "")
        first, *notes = done.out.splitlines()
        assert first.endswith("no errors")
        line = line_number(file, "yield = -0.5")
        assert notes == [
            f"note: `greenbond run` would refuse {file}:{line}: tranche.HKD.yield: -0.5 is below "
            "0, which no contract carries yet; write 0 or more"
        ]
        assert greenbond("run", file).status == 2

    def test_writes_nothing(self, greenbond, small, tmp_path):
        greenbond("check", small)
        assert list(tmp_path.iterdir()) == []

    def test_finds_all_errors_at_once_each_with_its_line_and_what_to_write(
        self, greenbond, spoiled
    ):
        file = spoiled(
            ("seed = 7", "sead = 7"),
            ("size = 50_000_000", "size = -5"),
            ('day_count = "ACT/365F"', 'day_count = "ACT/365"'),
            ('investor = "cedar"', 'investor = "ceder"'),
            ("until = 2023-03-01", 'until = "1 March"'),
            ('kind = "freeze"', 'kind = "freez"'),
        )
        done = greenbond("check", file)
        assert (done.status, done.out) == (2, "")
        for key, line, instead in (
            ("seed", None, "add a line like: seed = 20230216"),
            ("sead", "sead = 7", "write seed"),
            ("tranche.HKD.size", "size = -5", "write a number above 0"),
            ("tranche.HKD.coupon.day_count", 'day_count = "ACT/365"', 'write "ACT/365F"'),
            ("order.3.investor", 'investor = "ceder"', 'write "cedar"'),
            ("trading.until", 'until = "1 March"', "2023-"),
            ("event.5.kind", 'kind = "freez"', 'write "freeze"'),
        ):
            where = file if line is None else f"{file}:{line_number(file, line)}"
            told = [text for text in done.err.splitlines() if text.startswith(f"{where}: {key}: ")]
            assert len(told) == 1, f"{key} is not told once in:\n{done.err}"
            assert instead in told[0]
        assert len(done.err.splitlines()) == 7

    def test_finds_every_date_no_calendar_allows(self, greenbond, spoiled):
        file = spoiled(
            ("issued = 2023-02-16", "issued = 2023-02-18"),
            ("maturity = 2023-04-16", "maturity = 2023-04-18"),
            ("date = 2023-03-13", "date = 2023-02-26"),
        )
        done = greenbond("check", file)
        assert (done.status, done.out) == (2, "")
        assert "tranche.HKD.issued: 2023-02-18 (Saturday) is not a business day" in done.err
        assert "event.4.date: 2023-02-26 (Sunday) is not a business day" in done.err


class TestNoCommand:
    def test_shows_the_help(self, greenbond):
        done = greenbond()
        shown = done.out + done.err
        for command in ("list", "check", "run", "cashflows", "verify"):
            assert command in shown

    def test_help_of_each_command_fits_what_it_takes(self, greenbond):
        for command, word in (("run", "--set"), ("verify", "DIR"), ("check", "SCENARIO")):
            done = greenbond(command, "--help")
            assert done.status == 0
            assert word in done.out

    def test_says_its_version(self, greenbond):
        assert greenbond("--version").out == f"greenbond {__version__}\n"


def line_number(file: str, line: str) -> int:
    return Path(file).read_text(encoding="utf-8").splitlines().index(line) + 1
