"""A publisher and a real server that trusts its key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.releases import Press
from support.servers import WebServer


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path)


@pytest.fixture
def server(press: Press) -> Iterator[WebServer]:
    server = WebServer(press.folder / "server", press.keys)
    with server.up():
        yield server
