"""What cannot be used: status 2, one message that says what to write, and nothing done."""

from __future__ import annotations

import os
import signal

import pytest

resource = pytest.importorskip("resource", reason="needs a Unix")


@pytest.fixture
def refused(greenbond, tmp_path):
    """Gives the command words it must refuse; returns the message, `tmp_path` for its path."""

    def refuse(*words: object) -> str:
        before = sorted(tmp_path.rglob("*"))
        done = greenbond(*words)
        assert done.status == 2
        assert done.out == ""
        assert done.err.strip()
        assert sorted(tmp_path.rglob("*")) == before
        return done.err.replace(f"{tmp_path}/", "")

    return refuse


class TestScenario:
    def test_unknown_name_with_the_nearest_offered(self, refused):
        assert refused("run", "hk2023") == (
            "hk2023: there is neither a file nor a built-in scenario of this name; "
            'write "hk-2023"\n'
        )

    def test_unknown_name_like_no_other(self, refused):
        assert "or a name of the list" in refused("run", "tomorrow")

    @pytest.mark.parametrize("command", ["run", "check", "cashflows"])
    def test_file_that_is_missing(self, refused, command):
        assert "nowhere.toml: there is neither a file" in refused(command, "nowhere.toml")

    @pytest.mark.parametrize("command", ["run", "check", "cashflows"])
    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b"", "file: is empty"),
            (b" \n\n", "file: is empty"),
            (b"# to do\n", "file: says nothing: it has comments only"),
            (b"\x7fELF\0\0\1", "file: is not a text file"),
            (b'name = "a"\ntitle = "gr\xfcn"\n', "file:2: is not UTF-8"),
            (b"name = small\n", "file:1: name: is not valid TOML"),
            (b'name = "small\n', "file:1: name: is not valid TOML"),
            (b"a = 1\na = 2\n", "file:2: a: is given twice in this table"),
        ],
        ids=[
            "empty",
            "blank",
            "comments",
            "binary",
            "latin-1",
            "no quotes",
            "open",
            "twice",
        ],
    )
    def test_file_that_is_no_scenario(self, refused, tmp_path, command, content, problem):
        (tmp_path / "file").write_bytes(content)
        said = refused(command, tmp_path / "file")
        assert said.startswith(problem)
        assert len(said.splitlines()) == 1

    @pytest.mark.parametrize("command", ["run", "check"])
    def test_file_named_json(self, refused, tmp_path, command):
        (tmp_path / "bond.JSON").write_text('{"terms": {}}')
        assert refused(command, "bond.JSON") == (
            "bond.JSON: is JSON, and no scenario; give a TOML file; `greenbond cashflows` reads "
            "ACTUS terms, and `greenbond termsheet FILE.json --to-scenario` a term sheet\n"
        )
        assert "there is neither a file" in refused(command, "nowhere.json")

    @pytest.mark.parametrize("command", ["run", "check"])
    def test_json_where_only_a_scenario_will_do(self, refused, tmp_path, command):
        (tmp_path / "file").write_bytes(b'{"terms": {}}')
        assert refused(command, tmp_path / "file").startswith("file:1: is not valid TOML")

    def test_folder(self, refused, tmp_path):
        (tmp_path / "folder").mkdir()
        assert refused("run", "folder") == "folder: is a folder; name the file in it\n"

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_file_that_may_not_be_read(self, refused, spoiled):
        file = spoiled()
        os.chmod(file, 0)
        assert "cannot be read: Permission denied" in refused("run", file)


class TestKeys:
    """One mistake of each kind; the model's own tests have them all."""

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("size = 50_000_000", "sise = 50_000_000", "tranche.HKD.sise: is not a known key"),
            ("size = 50_000_000\n", "", "tranche.HKD.size: is missing"),
            ("seed = 7", 'seed = "7"', 'seed: "7" is not a whole number'),
            ("seed = 7", "seed = 7.5", "seed: 7.5 is not a whole number"),
            ('title = "A small green bond"', "title = 7", "title: 7 is not text"),
            ("admitted = false", 'admitted = "no"', "is neither true nor false"),
            ("[offer]", "[[offer]]", "offer: "),
        ],
    )
    def test_unknown_missing_or_of_another_type(self, refused, spoiled, old, new, said):
        assert said in refused("run", spoiled((old, new)), "--out", "run")

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            (
                "end = 2023-03-20",
                "end = 2023-02-30",
                "spoiled.toml:11: end: no calendar has this date",
            ),
            ("end = 2023-03-20", "end = 2023-02-01", "end: 2023-02-01 is before start"),
            ("end = 2023-03-20", "end = 9999-12-31", "end: 9999-12-31 is out of range"),
            ("end = 2023-03-20", 'end = "soon"', 'end: "soon" is not a date'),
            ("maturity = 2023-04-16", "maturity = 2023-02-16", "is not after the issue date"),
            ("issued = 2023-02-16", "issued = 2023-02-10", "2023-02-10 is outside the run"),
            ("date = 2023-02-23", "date = 2023-02-25", "(Saturday) is not a business day"),
            ('"Asia/Hong_Kong"', '"Asia/Hongkongg"', 'write "Asia/Hong_Kong"'),
        ],
    )
    def test_impossible_dates(self, refused, spoiled, old, new, said):
        assert said in refused("run", spoiled((old, new)), "--out", "run")

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("size = 50_000_000", "size = -5", "-5 is not a possible amount"),
            ("size = 50_000_000", "size = 0", "0 is not a possible amount"),
            ("size = 50_000_000", "size = nan", "NaN is not a number"),
            ("size = 50_000_000", "size = inf", "Infinity is not a number"),
            ("size = 50_000_000", "size = 1e400", "1E+400 is not a possible amount"),
            ("size = 50_000_000", "size = 50_000_000.001", "finer than HKD allows"),
            ("size = 50_000_000", "size = 50_000_001", "not a multiple of the calculation amount"),
            ("price = 100.12", "price = 0", "0 is not a possible price"),
            ("units = 30", "units = 2_000", "order.1.units: is more than the whole issue"),
            ("units = 30", "units = 1.5", "1.5 is not a whole number"),
        ],
    )
    def test_impossible_amounts(self, refused, spoiled, old, new, said):
        assert said in refused("run", spoiled((old, new)), "--out", "run")


class TestOptions:
    def test_set_of_an_unknown_key(self, refused, small):
        said = refused("run", small, "--set", "tranche.HKD.sise=3", "--out", "run")
        assert said == "--set: tranche.HKD.sise: is not a known key; write tranche.HKD.size\n"

    @pytest.mark.parametrize("setting", ["seed", "=3", ""])
    def test_set_without_key_and_value(self, refused, small, setting):
        said = refused("run", small, "--set", setting, "--out", "run")
        assert said.endswith("is no key and value; write it as key=value, e.g. rail=stablecoin\n")

    def test_set_of_a_wrong_type(self, refused, small):
        said = refused("run", small, "--set", "tranche.HKD.size=much", "--out", "run")
        assert said.startswith('--set: tranche.HKD.size: "much" is not a number')

    def test_set_of_several_wrong_keys_says_so_of_each(self, refused, small):
        said = refused("run", small, "--set", "sead=1", "--set", "rial=cbdc", "--out", "run")
        assert len(said.splitlines()) == 2

    def test_set_of_two_lines(self, refused, small):
        refused("run", small, "--set", 'seed=3\ntitle="x"', "--out", "run")

    @pytest.mark.parametrize("seed", ["abc", "1.5", "-1", "", "9" * 30])
    def test_seed_that_is_none(self, refused, small, seed):
        assert "seed: " in refused("run", small, f"--seed={seed}", "--out", "run")

    def test_unknown_engine(self, refused, small):
        said = refused("run", small, "--engine", "revn", "--out", "run")
        assert said == (
            "--engine: revn: there is no such engine; write auto, revm or eth-tester, or a node's "
            "http://HOST:PORT or ipc:PATH\n"
        )

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("run",), "Missing argument 'SCENARIO'"),
            (("runn", "hk-2023"), "Did you mean 'run'?"),
            (("run", "hk-2023", "--sed", "1"), "No such option: --sed"),
            (("run", "hk-2023", "more"), "unexpected extra argument"),
            (("run", "hk-2023", "--seed"), "'--seed' requires an argument"),
        ],
    )
    def test_words_the_command_does_not_know(self, refused, words, said):
        assert said in refused(*words)


class TestEngineThatIsNotThere:
    def test_is_refused_by_name_with_how_to_install_it(self, process, small, without_pyrevm):
        done = process("run", small, "--engine", "revm", env=without_pyrevm)
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith("--engine: revm: pyrevm is not installed")
        assert "--engine eth-tester" in done.err

    def test_says_why_when_it_is_installed_and_does_not_load(self, process, small, tmp_path):
        (tmp_path / "pyrevm.py").write_text('raise ImportError("GLIBC_2.34 not found")\n')
        done = process("run", small, "--engine", "revm", env={"PYTHONPATH": str(tmp_path)})
        assert done.status == 2
        assert "GLIBC_2.34 not found" in done.err


class TestOutput:
    def test_is_a_file(self, refused, small, tmp_path):
        (tmp_path / "run").write_text("mine")
        for force in ((), ("--force",)):
            said = refused("run", small, "--out", "run", *force)
            assert said == "run: is a file; name a folder, or one that does not exist yet\n"
        assert (tmp_path / "run").read_text() == "mine"

    def test_below_a_file(self, refused, small, tmp_path):
        (tmp_path / "file").write_text("mine")
        said = refused("run", small, "--out", "file/run")
        assert said == "file/run: cannot be made: file is a file; name another folder\n"

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_below_a_folder_that_may_not_be_written(self, refused, small, tmp_path):
        (tmp_path / "locked").mkdir(mode=0o555)
        assert "locked is not writable" in refused("run", small, "--out", "locked/run")

    def test_is_refused_before_the_work_and_not_after_it(
        self, refused, small, tmp_path, monkeypatch
    ):
        monkeypatch.setattr("sim.commands.run", lambda *_: pytest.fail("it ran"))
        (tmp_path / "run").write_text("mine")
        refused("run", small, "--out", "run")

    @pytest.mark.parametrize("room", [0, 5_000])
    def test_on_a_disk_that_is_full(self, process, small, tmp_path, room):
        place = tmp_path / "run"
        done = process("run", small, "--out", place, preexec_fn=lambda: no_file_above(room))
        assert (done.status, done.out) == (2, "")
        assert done.err == (
            f"{place}: cannot be written: File too large; nothing of this run is left there; "
            "make room, or name another folder with --out\n"
        )
        assert list(tmp_path.iterdir()) == []

    def test_on_a_full_disk_leaves_what_was_there(self, process, small, copied, whole):
        before = whole(copied.parent)
        done = process(
            "run", small, "--out", copied, "--force", preexec_fn=lambda: no_file_above(5_000)
        )
        assert done.status == 2
        assert whole(copied.parent) == before


class TestVerify:
    @pytest.mark.parametrize("place", ["nowhere", "file", "empty"])
    def test_a_place_that_holds_no_run(self, refused, tmp_path, place):
        (tmp_path / "file").write_text("mine")
        (tmp_path / "empty").mkdir()
        assert len(refused("verify", place).splitlines()) == 1

    def test_unknown_engine(self, greenbond, small_run):
        done = greenbond("verify", small_run[0], "--engine", "revn")
        assert (done.status, done.out) == (2, "")
        assert "there is no such engine; write auto, revm or eth-tester" in done.err

    def test_a_manifest_whose_scenario_is_none(self, greenbond, copied, reseal):
        reseal(copied, lambda manifest: manifest["scenario"].clear())
        done = greenbond("verify", copied)
        assert (done.status, done.out) == (2, "")
        assert "manifest.json: tranche: is missing" in done.err


def no_file_above(size: int) -> None:
    """Makes every larger file fail to grow, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
