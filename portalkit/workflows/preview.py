"""Look at a built portal on this machine, with search working."""

from __future__ import annotations

import socket
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from portalkit.errors import UsageError
from portalkit.search.service import SearchEndpoint
from portalkit.workflows.registry import chosen, registered
from portalkit.workflows.workspace import Workspace, index_folder

LOOPBACK = "127.0.0.1"


def preview_app(root: Path, index: Path, portal: str) -> Starlette:
    """Serve the pages at ``root`` as a web server would: index pages, the portal's own 404, search at its address."""
    return Starlette(
        routes=[
            Route("/search/api", SearchEndpoint(index, portal).answer),
            Mount("/", StaticFiles(directory=root, html=True), name="pages"),
        ]
    )


def serve(workspace: Workspace, *, port: int) -> None:
    """Serve one portal on the loopback address until interrupted; raises ``UsageError`` before anything is built."""
    trees = chosen(workspace, registered(workspace).platform)
    if len(trees) > 1:
        names = "、".join(tree.id for tree in trees)
        raise UsageError("平台上有多个门户。", f"请用 --portal 选一个：{names}。")
    portal = trees[0].id
    root = workspace.output / portal
    if not (root / "index.html").is_file():
        raise UsageError("还没有生成过页面。", "请先运行 invoke build。")
    _require_free(port)
    app = preview_app(root, index_folder(workspace, portal), portal)
    uvicorn.run(app, host=LOOPBACK, port=port, log_level="warning")


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except (OSError, OverflowError) as error:
            raise UsageError(f"端口 {port} 不能用，可能已被占用。", "请用 --port 换一个，如 8001。") from error
