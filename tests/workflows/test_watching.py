"""Live preview: a saved file is on its page a moment later, reviewed or not; the real output does not know of it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from support.county import ROOT, TODAY, County

CODE = (
    "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
    "from portalkit.workflows.workspace import open_workspace\n"
    "from portalkit.workflows.watching import serve_and_watch\n"
    "from portalkit.workflows.progress import silent\n"
    "root = Path(sys.argv[2])\n"
    "serve_and_watch(open_workspace(Path(sys.argv[1]), tenants=str(root/'tenants'), content=str(root/'content'),\n"
    "  output=str(root/'output'), state=str(root/'state'), today=sys.argv[4]), port=int(sys.argv[3]), bars=silent(),\n"
    "  tell=lambda line: print(line, flush=True))"
)


@pytest.fixture
def address(county: County) -> Iterator[str]:
    """The address of a live preview of a small county."""
    county.article("shichang/policy", "2026-03-01-yan", body="第一稿。", signed=False)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    watching = subprocess.Popen(
        [sys.executable, "-c", CODE, str(ROOT), str(county.root), str(port), TODAY], stdout=subprocess.PIPE, text=True
    )
    assert watching.stdout
    try:
        assert "预览地址" in watching.stdout.readline()
        wait_for(lambda: bool(get(f"http://127.0.0.1:{port}/")))
        time.sleep(0.3)
        yield f"http://127.0.0.1:{port}"
    finally:
        watching.terminate()
        watching.wait()
        watching.stdout.close()


def get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, OSError):
        return ""


def wait_for(happened: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


def test_a_saved_draft_is_on_its_page_and_the_browser_is_told(county: County, address: str) -> None:
    page = f"{address}/shichang/policy/202603/yan.html"
    assert "第一稿。" in get(page)
    assert '<script src="/_preview/reload.js" defer></script>' in get(page)
    with urllib.request.urlopen(f"{address}/_preview/changes", timeout=20) as told:
        assert told.readline() == b"retry: 300\n"
        county.article("shichang/policy", "2026-03-01-yan", body="第二稿。", signed=False)
        lines = [told.readline() for _ in range(2)]
    assert b"event: built\n" in lines
    wait_for(lambda: "第二稿。" in get(page))
    assert not (county.root / "output").exists()


def test_a_broken_file_is_waited_out(county: County, address: str) -> None:
    page = f"{address}/shichang/policy/202603/yan.html"
    unit = county.root / "tenants/shili/shichang.yaml"
    text = unit.read_text(encoding="utf-8")
    unit.write_text("id: [\n", encoding="utf-8")
    time.sleep(0.5)
    unit.write_text(text, encoding="utf-8")
    county.article("shichang/policy", "2026-03-01-yan", body="第三稿。", signed=False)
    wait_for(lambda: "第三稿。" in get(page))
