"""A file is written whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from portalkit.writing import write_whole


def test_a_file_is_replaced_in_a_folder_that_is_made_for_it(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "note.json"
    write_whole(file, b"old")
    write_whole(file, b"new", lasting=True)
    assert file.read_bytes() == b"new"
    assert [path.name for path in file.parent.iterdir()] == ["note.json"]


def test_what_cannot_be_put_in_place_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "note.json").mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - the system says which
        write_whole(tmp_path / "note.json", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["note.json"]


def test_a_kill_in_the_midst_of_writing_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "note"
    file.write_bytes(b"old" * 10)
    writer = (
        "import os, signal, sys; from pathlib import Path; from portalkit import writing\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "writing.write_whole(Path(sys.argv[1]), b'new' * 100000, lasting=True)"
    )
    ended = subprocess.run([sys.executable, "-c", writer, str(file)], env=os.environ, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert file.read_bytes() == b"old" * 10
