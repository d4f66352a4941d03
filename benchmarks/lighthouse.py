"""Lighthouse over five pages of a built portal: ``python -m benchmarks.lighthouse [--output output] [--portal shili]``.

Needs ``npm install --prefix var/npm lighthouse`` and Debian's chromium. The pages are served as in production: with
the headers of ``portalkit.model.delivery`` and compressed. A demonstration asks not to be indexed; the copy that is
measured does not, since Lighthouse would count exactly that.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portalkit.model.delivery import SECURITY_HEADERS
from portalkit.workflows.preview import preview_app
from portalkit.workflows.workspace import index_folder, open_workspace

ROOT = Path(__file__).parents[1]
LIGHTHOUSE = ROOT / "var" / "npm" / "node_modules" / ".bin" / "lighthouse"
PAGES = {
    "home": "/",
    "column": "/news/",
    "article": "/policy/202606/nongye-shuijia.html",
    "disclosure": "/disclosure/",
    "search": "/search/?q=%E9%A3%9F%E7%9B%90",
}
"""One page of each kind that most readers see; paths of the example platform."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_NOT_FOUND = '<meta name="robots" content="noindex,nofollow">\n'


def as_served(app: ASGIApp) -> ASGIApp:
    """The app with the headers and the compression of a production server."""
    headers = [(name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]
    zipped = GZipMiddleware(app, minimum_size=500)

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *headers]
            await send(message)

        await zipped(scope, receive, sending)

    return answering


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The address under which the app answers, on a free port of this machine."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def measured(address: str, report: Path) -> dict[str, int]:
    """Points of the four categories, 0 to 100, as a phone of the middle class on a slow line would have it."""
    command = [
        str(LIGHTHOUSE),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox",
    ]
    browser = {"CHROME_PATH": shutil.which("chromium") or "", "PATH": "/usr/bin:/bin"}
    subprocess.run(command, check=True, timeout=300, env=browser)  # noqa: S603 - our own words, no shell
    found = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round((found[name]["score"] or 0) * 100) for name in CATEGORIES}


def public_copy(folder: Path, copy: Path) -> None:
    """Copy a built portal and take out what keeps a demonstration from being found."""
    shutil.copytree(folder, copy)
    for page in copy.rglob("*.html"):
        page.write_text(page.read_text(encoding="utf-8").replace(_NOT_FOUND, ""), encoding="utf-8")
    (copy / "robots.txt").write_text("User-agent: *\nDisallow: /leave/\n", encoding="utf-8")


def main() -> None:
    """Measure the pages and print a table."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    words.add_argument("--output", default="output", help="where the portals were built")
    words.add_argument("--portal", default="shili")
    words.add_argument("--reports", default="var/lighthouse", help="where the full reports go")
    asked = words.parse_args()
    if not LIGHTHOUSE.is_file() or shutil.which("chromium") is None:
        raise SystemExit("no Lighthouse: apt-get install chromium npm; npm install --prefix var/npm lighthouse")
    reports = Path(asked.reports)
    reports.mkdir(parents=True, exist_ok=True)
    workspace = open_workspace(ROOT, output=asked.output)
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / asked.portal
        public_copy(workspace.output / asked.portal, copy)
        app = preview_app(copy, index_folder(workspace, asked.portal), asked.portal)
        with served(as_served(app)) as address:
            say = sys.stdout.write
            say(f"| page | {' | '.join(CATEGORIES)} |\n|---|{'---|' * len(CATEGORIES)}\n")
            for name, path in PAGES.items():
                points = measured(address + path, reports / f"{name}.json")
                say(f"| {name} | {' | '.join(str(points[category]) for category in CATEGORIES)} |\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
