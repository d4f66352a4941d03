"""Asks a process of its own for the words in files: one that hangs, swells or dies takes nothing else with it."""

from __future__ import annotations

import select
import subprocess
import sys
from pathlib import Path

import msgspec

from portalkit.model.extract import Extract

PATIENCE = 60
"""Seconds for one file."""

_extract = msgspec.json.Decoder(Extract).decode


class Extractor:
    """Starts its process with the first question, and a new one after one that had to be ended."""

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, file: Path, suffix: str) -> Extract:
        """The words of a file; a file that ends the process is one that is built to do harm."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(msgspec.json.encode((str(file), suffix)) + b"\n")
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], self._patience)
            line = process.stdout.readline() if ready else b""
        except OSError:
            line, ready = b"", []
        if not line:
            self.close()
            what = "读取时超出了内存" if ready else f"{self._patience:g} 秒还没有读完"
            return Extract(trouble=f"内容异常，{what}", hostile=True)
        return _extract(line)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.communicate()

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "portalkit.content.extracting"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process
