"""Odd places and surroundings: what a file, a folder, a stream or a variable may turn out to be.

Each command is refused in words or does its work; it never hangs and never ends in a traceback.
"""

from __future__ import annotations

import os

import pytest

pytest.importorskip("resource", reason="needs a Unix")

NO_NAME = "SCENARIO: is an empty name; give a path to a file, or a name of the list\n"


@pytest.fixture
def refused(greenbond, tmp_path):
    """Gives the command words it must refuse in one line; returns it, `tmp_path` for its path."""

    def refuse(*words: object) -> str:
        done = greenbond(*words)
        assert (done.status, done.out) == (2, "")
        assert len(done.err.splitlines()) == 1
        return done.err.replace(f"{tmp_path}/", "")

    return refuse


class TestTheScenario:
    @pytest.mark.parametrize("command", ["check", "run", "cashflows"])
    @pytest.mark.parametrize("name", ["", " "])
    def test_without_a_name(self, refused, command, name):
        assert refused(command, name) == NO_NAME

    def test_that_is_fifty_megabytes(self, refused, tmp_path):
        with (tmp_path / "big.toml").open("wb") as file:
            file.truncate(50_000_000)
        assert refused("check", "big.toml") == (
            "big.toml: is larger than 1000000 bytes; is it the right file? "
            "start from a built-in scenario, see `greenbond list`\n"
        )

    @pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="needs /dev/zero")
    @pytest.mark.parametrize(
        ("device", "said"), [("/dev/zero", "is larger than"), ("/dev/null", "is empty")]
    )
    def test_that_is_a_device(self, refused, device, said):
        assert refused("check", device).startswith(f"{device}: {said}")

    def test_that_is_a_pipe_nobody_writes_to(self, refused, tmp_path, monkeypatch):
        monkeypatch.setattr("sim.reading.PATIENCE", 0.05)
        os.mkfifo(tmp_path / "pipe")
        assert refused("check", "pipe") == (
            "pipe: cannot be read: nothing came for 0 seconds; check the path and its rights\n"
        )

    def test_that_comes_through_a_pipe(self, process, small):
        with open(small, "rb") as file:
            text = file.read()
        done = process("check", "/dev/stdin", input=text)
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith("/dev/stdin: A small green bond: ")

    def test_that_is_a_link_to_itself(self, refused, tmp_path):
        (tmp_path / "loop").symlink_to("loop")
        assert "loop: cannot be read: Too many levels of symbolic links" in refused("check", "loop")

    @pytest.mark.parametrize("name", ["a" * 300, "a/" * 3_000, "small.toml/x"])
    def test_whose_name_leads_nowhere(self, refused, tmp_path, name):
        (tmp_path / "small.toml").write_text("x")
        assert "cannot be read: " in refused("check", name)

    def test_whose_name_would_steer_a_terminal(self, refused):
        assert refused("check", "a\nb\x1b[31m").startswith("a\\nb\\x1b[31m: there is neither")

    def test_that_is_nested_without_end(self, process, tmp_path):
        # As a process: nesting that is too deep must not end it.
        (tmp_path / "deep.toml").write_text("x = " + "[" * 200_000)
        done = process("check", "deep.toml", cwd=tmp_path)
        assert done.status == 2
        assert done.err.startswith("deep.toml: is nested too deeply; ")


class TestTheOutput:
    @pytest.fixture(autouse=True)
    def before_the_work(self, monkeypatch):
        monkeypatch.setattr("sim.commands.run", lambda *_: pytest.fail("it ran"))

    @pytest.mark.parametrize("name", ["", "  "])
    def test_without_a_name(self, refused, small, name):
        said = refused("run", small, "--out", name)
        assert said == "--out: is an empty name; name a folder\n"

    def test_that_is_a_device(self, refused, small):
        assert refused("run", small, "--out", "/dev/null", "--force") == (
            "/dev/null: is a file; name a folder, or one that does not exist yet\n"
        )
        assert "/dev/null is a file" in refused("run", small, "--out", "/dev/null/x")

    @pytest.mark.parametrize("below", ["", "/x"])
    def test_that_is_a_link_to_itself(self, refused, small, tmp_path, below):
        (tmp_path / "loop").symlink_to("loop")
        said = refused("run", small, "--out", f"loop{below}")
        assert said.startswith(f"loop{below}: cannot be used: ")

    @pytest.mark.parametrize("name", ["a" * 256, "a/" * 3_000, "/".join(["a" * 99] * 40)])
    def test_whose_name_is_too_long(self, refused, small, name):
        said = refused("run", small, "--out", name)
        assert (
            said == f"{name.rstrip('/')}: cannot be used: File name too long; name another folder\n"
        )

    @pytest.mark.parametrize("name", [".", "..", "../here"])
    def test_that_is_where_one_works(self, refused, small, tmp_path, monkeypatch, name):
        (tmp_path / "here").mkdir()
        monkeypatch.chdir(tmp_path / "here")
        assert refused("run", small, "--out", name, "--force") == (
            f"{name}: is where you are working, or holds it; name another folder\n"
        )

    def test_below_a_folder_that_is_gone(self, refused, small, tmp_path, monkeypatch):
        (tmp_path / "gone").mkdir()
        monkeypatch.chdir(tmp_path / "gone")
        (tmp_path / "gone").rmdir()
        assert refused("run", small, "--out", "run") == (
            "run: cannot be used: No such file or directory; name another folder\n"
        )


class TestNamesThatAreOdd:
    @pytest.mark.parametrize("name", ["two\nlines", "\x1b[31m", "債" * 85, "r" * 255, "-x", "a b"])
    def test_are_written_and_told_without_harm(self, greenbond, small, tmp_path, name):
        done = greenbond("run", small, f"--out=./{name}")
        assert (done.status, done.err) == (0, "")
        assert all(letter.isprintable() or letter == "\n" for letter in done.out)
        assert [path.name for path in tmp_path.iterdir()] == [name]
        assert greenbond("verify", f"./{name}").status == 0

    def test_of_a_link_leads_to_the_folder_it_points_at(self, greenbond, small, tmp_path):
        (tmp_path / "link").symlink_to("there")
        for force in ((), ("--force",)):
            assert greenbond("run", small, "--out", "link", "--quiet", *force).status == 0
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "there" / "manifest.json").is_file()

    def test_of_folders_that_had_to_be_made_leave_none_when_it_fails(
        self, greenbond, small, tmp_path, monkeypatch
    ):
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("sim.ledger.output._write", full)
        done = greenbond("run", small, "--out", "a/b/run", "--quiet")
        assert done.status == 2
        assert done.err == (
            "a/b/run: cannot be written: No space left on device; nothing of this run is left "
            "there; make room, or name another folder with --out\n"
        )
        assert list(tmp_path.iterdir()) == []


class TestTheSeed:
    @pytest.mark.parametrize(
        "seed", ["abc", "1.5", "-1", "", "1e3", "0x10", "+7", "7 # x", "١", "true"]
    )
    def test_that_is_no_number(self, refused, small, seed):
        said = refused("run", small, f"--seed={seed}", "--out", "run")
        assert said == f'--seed: "{seed}" is not a whole number; write digits only, like 7\n'

    def test_that_is_too_large(self, refused, small):
        assert refused("run", small, "--seed", 2**63) == (
            "--seed: 9223372036854775808 is not a possible seed; "
            "write a number of at least 0 and at most 9223372036854775807\n"
        )

    def test_that_is_no_number_a_machine_could_hold(self, refused, small):
        assert refused("run", small, "--seed", "9" * 5_000).startswith("--seed: ")

    def test_that_is_given_in_two_ways(self, refused, small):
        said = refused("run", small, "--seed", 7, "--set", "seed=8")
        assert said == "--set: seed: is given twice; give it once\n"

    def test_may_begin_with_zeros(self, greenbond, small, small_run, tmp_path, whole):
        assert greenbond("run", small, "--seed", "007", "--out", "run", "--quiet").status == 0
        assert whole(tmp_path / "run") == whole(small_run[0])


class TestStreamsThatAreClosed:
    @pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
    def test_a_run_is_written_all_the_same(
        self, process, small, small_run, tmp_path, whole, closed
    ):
        def close() -> None:
            for stream in closed:
                os.close(stream)

        done = process("run", small, "--out", tmp_path / "run", preexec_fn=close)
        assert (done.status, done.err) == (0, "")
        assert whole(tmp_path / "run") == whole(small_run[0])

    def test_a_complaint_goes_nowhere_else(self, process, tmp_path):
        done = process("check", "nowhere", cwd=tmp_path, preexec_fn=lambda: os.close(2))
        assert (done.status, done.out, done.err) == (2, "", "")


@pytest.mark.parametrize(
    "variables",
    [
        {"HOME": ""},
        {"HOME": "/nowhere", "TMPDIR": "/nowhere"},
        {"TZ": "nonsense", "LANG": "xx_YY", "LC_ALL": "xx"},
        {"TZ": "", "PYTHONOPTIMIZE": "2"},
        {"PYTHONWARNINGS": "error", "TERM": "", "COLUMNS": "1"},
    ],
    ids=lambda variables: " ".join(variables),
)
def test_variables_change_nothing(process, small, small_run, tmp_path, whole, variables):
    done = process("run", small, "--out", tmp_path / "run", env=variables, cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert whole(tmp_path) == {f"run/{name}": raw for name, raw in whole(small_run[0]).items()}
