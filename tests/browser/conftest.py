"""A real Chromium before the built example platform, served with the headers that a server sends."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from support.county import ROOT

from portalkit.model.delivery import SECURITY_HEADERS
from portalkit.workflows.build import build
from portalkit.workflows.preview import preview_app
from portalkit.workflows.progress import silent
from portalkit.workflows.workspace import Workspace, index_folder, open_workspace

CHROMIUM = shutil.which("chromium")
PICTURES = ROOT / "var" / "screenshots"
"""Where every view of every page is kept for looking at; ignored by git."""
TODAY = "2026-11-21"
PATIENCE = 60
"""Seconds until something counts as not coming: a busy machine is slow, not wrong."""


@dataclass(frozen=True, slots=True)
class Website:
    """A running website: its address, and the folder it is served from."""

    address: str
    folder: Path

    @property
    def pages(self) -> tuple[str, ...]:
        """Site paths of all pages, sorted."""
        files = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        return tuple(sorted("/" + name.removesuffix("index.html") for name in files))

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Site paths of the pages of a kind."""
        mark = re.compile(rf'<body data-page-kind="{kind}"')
        return tuple(page for page in self.pages if mark.search(self.text(page)))

    def text(self, page: str) -> str:
        """The page as it lies on the disk."""
        name = page.lstrip("/")
        file = self.folder / (f"{name}index.html" if not name or name.endswith("/") else name)
        return file.read_text(encoding="utf-8")


def with_headers(app: ASGIApp) -> ASGIApp:
    """The app with the headers of the production server."""
    headers = [(name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *headers]
            await send(message)

        await app(scope, receive, sending)

    return answering


def served(workspace: Workspace, portal: str) -> Iterator[Website]:
    """Serve a built portal on a free port."""
    folder = workspace.output / portal
    app = with_headers(preview_app(folder, index_folder(workspace, portal), portal, theme=ROOT / "theme"))
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield Website(f"http://127.0.0.1:{listening.getsockname()[1]}", folder)
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def website(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Website]:
    """The example platform of the repository, built and served."""
    root = tmp_path_factory.mktemp("example")
    workspace = open_workspace(ROOT, output=str(root / "output"), state=str(root / "state"), today=TODAY)
    (outcome,) = build(workspace, silent())
    assert outcome.placed
    yield from served(workspace, "shili")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser; its tests skip where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.skip("playwright is not installed: pip install -e '.[test]'")
    if CHROMIUM is None:
        pytest.skip("no browser: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass(slots=True)
class Visit:
    """One open page with everything that went wrong on it."""

    page: Any
    address: str
    troubles: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def go(self, path: str) -> Visit:
        """Open a path of the website."""
        self.page.goto(self.address + path)
        return self

    def settled(self) -> Visit:
        """Wait until everything that was asked for has come, and with it what goes wrong later than loading."""
        self.page.wait_for_load_state("networkidle")
        return self

    def until(self, condition: str) -> Visit:
        """Wait for what a script in the page says, as a reader would; a browser follows an action in its own time.

        Playwright's own waiting evaluates a string within the page again and again, which our content policy forbids
        from the second time on.
        """
        end = time.monotonic() + PATIENCE
        while not self.measured(condition):
            assert time.monotonic() < end, f"not so after {PATIENCE} s: {condition}"
            self.page.wait_for_timeout(50)
        return self

    def read_through(self) -> Visit:
        """Scroll to the end, so that everything lazy is loaded, and back."""
        height, shown = self.measured("[document.documentElement.scrollHeight, innerHeight]")
        for place in (*range(0, height, shown), height):
            # Asked for again until it is so: a page that is still growing ends elsewhere than when it was scrolled.
            end = f"Math.min({place}, document.documentElement.scrollHeight - innerHeight)"
            self.until(f"scrollTo({{top: {place}, behavior: 'instant'}}), Math.abs(scrollY - {end}) < 2")
        # A lazy picture that the view does not show is never asked for.
        loaded = "picture => !picture.getClientRects().length || (picture.complete && picture.naturalWidth)"
        self.until(f"Array.from(document.images).every({loaded})")
        self.measured("scrollTo(0, 0)")
        return self.settled()

    def measured(self, script: str) -> Any:
        """What a script in the page says."""
        return self.page.evaluate(script)

    def strangers(self) -> list[str]:
        """Requests to other hosts."""
        return [url for url in self.asked if not url.startswith((self.address + "/", "data:"))]


Open = Callable[..., Visit]


@pytest.fixture
def visit(chromium: Any, website: Website) -> Iterator[Open]:
    """Open pages of the website: ``visit(path, view, script=True)``."""
    contexts = []

    def open_(path: str = "/", view: str = "desktop", *, script: bool = True, site: Website = website) -> Visit:
        phone = "phone" in view
        context = chromium.new_context(
            viewport={"width": 360, "height": 740} if phone else {"width": 1280, "height": 900},
            java_script_enabled=script,
            locale="zh-CN",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        for name in ("elder", "contrast"):
            if name in view:
                context.add_init_script(f"localStorage.setItem('view-{name}', '1')")
        page = context.new_page()
        found = Visit(page, site.address)
        page.on("console", lambda m: found.troubles.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: found.troubles.append(str(error)))
        page.on("requestfailed", lambda request: found.troubles.append(f"failed: {request.url}"))
        page.on("request", lambda request: found.asked.append(request.url))
        return found.go(path)

    yield open_
    for context in contexts:
        context.close()
