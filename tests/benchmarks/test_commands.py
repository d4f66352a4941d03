"""What the benchmark measures on can be written beforehand."""

from __future__ import annotations

from pathlib import Path

from benchmarks.commands import Bench


def test_a_platform_that_lies_ready_is_used_once_and_then_written_anew(tmp_path: Path) -> None:
    folder = tmp_path / "40"
    ready = Bench.prepared(folder, 40, peer=False)
    article = next(ready.platform.glob("content/**/*.md"))
    written = article.read_bytes()
    article.write_bytes(written + "\n又一段。\n".encode())
    Bench.founded(folder, 40, peer=False)
    assert article.read_bytes() != written
    Bench.founded(folder, 40, peer=False)
    assert article.read_bytes() == written
