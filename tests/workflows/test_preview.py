"""Preview on localhost: the real server, and a real browser where there is one."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from support.county import ROOT, TODAY, County

CHROMIUM = shutil.which("chromium")


@pytest.fixture
def address(county: County) -> Iterator[str]:
    """The address of a running preview of a small portal."""
    county.article("shichang/policy", "2026-03-01-yan", title="示例县食盐安全工作方案", body="保障食盐供应。")
    county.build()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "from portalkit.workflows.workspace import open_workspace\nfrom portalkit.workflows.preview import serve\n"
        "root = Path(sys.argv[2])\n"
        "serve(open_workspace(Path(sys.argv[1]), tenants=str(root/'tenants'), content=str(root/'content'),\n"
        "  output=str(root/'output'), state=str(root/'state'), today=sys.argv[4]), port=int(sys.argv[3]))"
    )
    server = subprocess.Popen([sys.executable, "-c", code, str(ROOT), str(county.root), str(port), TODAY])
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_pages_search_and_the_portals_own_404_are_served(address: str) -> None:
    assert get(f"{address}/")[0] == 200
    assert get(f"{address}/shichang/policy/202603/yan.html")[0] == 200
    status, page = get(f"{address}/nirgends.html")
    assert status == 404
    assert "没有找到" in page
    status, answer = get(f"{address}/search/api?q={quote('食盐')}&tenant=shichang")
    assert status == 200
    assert [hit["title"] for hit in json.loads(answer)["hits"]] == ["示例县食盐安全工作方案"]
    assert get(f"{address}/search/api?q=a&from=yesterday")[0] == 400


@pytest.mark.parametrize(
    "path", ["/../../tenants/columns.yaml", "/%2e%2e/%2e%2e/state/lock", "/.portalkit/shili.sha256"]
)
def test_nothing_beside_the_pages_is_served(address: str, path: str) -> None:
    assert get(address + path)[0] == 404


@pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt-get install chromium")
def test_a_citizen_finds_a_document_in_a_browser(address: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert CHROMIUM
    profile = tmp_path_factory.mktemp("chromium")
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    quiet = "--disable-component-update --disable-sync --virtual-time-budget=5000 --dump-dom"
    shown = subprocess.run(
        [
            CHROMIUM,
            *flags.split(),
            *quiet.split(),
            f"--user-data-dir={profile}",
            f"{address}/search/?q={quote('食盐')}",
        ],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    ).stdout
    assert 'href="/shichang/policy/202603/yan.html"' in shown
    assert "<mark>食盐</mark>" in shown
