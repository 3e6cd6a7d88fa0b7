"""Files that are no files: pipes, devices, folders, links that go round."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from sim import reading
from sim.reading import bounded_bytes

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a Unix")


def test_a_file_is_read_to_its_end_or_as_far_as_asked(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"abc" * 50_000)
    assert bounded_bytes(str(file), 1_000_000) == b"abc" * 50_000
    assert bounded_bytes(str(file), 100_001) == (b"abc" * 50_000)[:100_001]
    assert bounded_bytes(str(file), 0) == b""


@needs_pipes
def test_a_pipe_nobody_writes_to_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.05)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TimeoutError, match="nothing came for"):
        bounded_bytes(str(tmp_path / "pipe"), 10)


@needs_pipes
def test_a_pipe_is_read_until_its_writer_is_done(tmp_path: Path) -> None:
    reading_end, writing_end = os.pipe()
    writer = threading.Thread(target=write_slowly, args=(writing_end,))
    writer.start()
    try:
        assert bounded_bytes(f"/dev/fd/{reading_end}", 1_000) == b"one two three"
    finally:
        writer.join()
        os.close(reading_end)


def write_slowly(handle: int) -> None:
    for word in (b"one ", b"two ", b"three"):
        os.write(handle, word)
        threading.Event().wait(0.02)
    os.close(handle)


@needs_pipes
def test_a_writer_who_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.05)
    reading_end, writing_end = os.pipe()
    try:
        with pytest.raises(TimeoutError, match="nothing came for"):
            bounded_bytes(f"/dev/fd/{reading_end}", 10)
    finally:
        os.close(reading_end)
        os.close(writing_end)


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="needs /dev/zero")
def test_a_device_without_end_is_read_as_far_as_asked() -> None:
    assert bounded_bytes("/dev/zero", 100_000) == bytes(100_000)
    assert bounded_bytes("/dev/null", 100_000) == b""


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path / "about")
    (tmp_path / "about").symlink_to(tmp_path / "round")
    with pytest.raises(OSError, match="symbolic links"):
        bounded_bytes(str(tmp_path / "round"), 10)
    with pytest.raises(IsADirectoryError):
        bounded_bytes(str(tmp_path), 10)
    with pytest.raises(FileNotFoundError):
        bounded_bytes(str(tmp_path / "nothing"), 10)
