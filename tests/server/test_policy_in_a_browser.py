"""The policy for content in a real browser: pages of every kind work under it; what somebody puts in does not run."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.livesite import HOST, LiveSite
from support.webserver import needs_nginx

CHROMIUM = shutil.which("chromium")
pytestmark = [needs_nginx, pytest.mark.skipif(not CHROMIUM, reason="needs chromium: apt-get install chromium")]

_KIND = re.compile(rb'data-page-kind="([a-z_-]+)"')


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    live = LiveSite.founded(tmp_path_factory.mktemp("browser"))
    live.publish()
    with live.up():
        yield live


def looked_at(live: LiveSite, path: str, profile: Path) -> tuple[str, list[str]]:
    """A page as the browser has it in the end, and what its console says."""
    assert CHROMIUM
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--ignore-certificate-errors",
        "--disable-background-networking", "--no-first-run", f"--user-data-dir={profile}",
        f"--host-resolver-rules=MAP {HOST} 127.0.0.1:{live.machine.https_port}, EXCLUDE 127.0.0.1",
        "--enable-logging=stderr", "--virtual-time-budget=3000", "--dump-dom", f"https://{HOST}{path}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout, [line for line in done.stderr.splitlines() if ":CONSOLE" in line]


def kinds(live: LiveSite) -> dict[str, str]:
    """One page of each kind."""
    found: dict[str, str] = {}
    for name, raw in sorted(live.released.items()):
        kind = _KIND.search(raw)
        if name.endswith(".html") and kind and name != "404.html":
            found.setdefault(kind[1].decode(), f"/{name}")
    return found


def test_every_kind_of_page_works_under_the_policy(live: LiveSite, tmp_path: Path) -> None:
    pages = kinds(live)
    assert {"home", "article", "column", "search", "leave"} <= set(pages)
    for kind, path in pages.items():
        dom, console = looked_at(live, path, tmp_path)
        assert f'data-page-kind="{kind}"' in dom
        assert [line for line in console if "Content Security" in line or "Refused" in line] == [], kind


def test_what_an_intruder_puts_into_a_page_does_not_run(live: LiveSite, tmp_path: Path) -> None:
    live.inject("index.html", '<p id="x">no</p><script>document.getElementById("x").textContent = "yes"</script>')
    dom, console = looked_at(live, "/", tmp_path)
    assert '<p id="x">no</p>' in dom
    assert any("Content Security Policy" in line for line in console)
