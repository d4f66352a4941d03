"""Look at a built portal on this machine, with search working."""

from __future__ import annotations

import asyncio
import html
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from portalkit.errors import RenderError, UsageError
from portalkit.render.parts import style_guide
from portalkit.search.service import SearchEndpoint
from portalkit.workflows.registry import chosen, registered
from portalkit.workflows.workspace import Workspace, index_folder

LOOPBACK = "127.0.0.1"
RELOAD = "/_preview/reload.js"
CHANGES = "/_preview/changes"
PARTS = "/_parts/"
"""Where the preview shows the parts of the theme; no build has this page."""
LOOK_SECONDS = 0.05

_SCRIPT = f"""\
"use strict";
// Tells that this is a preview, and loads the page again after each build.
const ribbon = document.createElement("p");
ribbon.textContent = "预览：含未审核内容，不是正式发布";
ribbon.style.cssText = "position:fixed;bottom:0;left:0;margin:0;padding:.3em 1em;background:#222;color:#fff;z-index:9";
document.body.append(ribbon);
new EventSource("{CHANGES}").addEventListener("built", () => location.reload());
"""


class _PreviewFiles(StaticFiles):
    """Pages as a web server gives them, with the script that reloads them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse) and str(response.path).endswith(".html"):
            page = await asyncio.to_thread(Path(response.path).read_bytes)
            tag = f'<script src="{RELOAD}" defer></script></body>'.encode()
            headers = {"Cache-Control": "no-store"}
            return Response(
                page.replace(b"</body>", tag), response.status_code, headers=headers, media_type="text/html"
            )
        return response


def preview_app(
    root: Path, index: Path, portal: str, *, generation: Path | None = None, theme: Path | None = None
) -> Starlette:
    """Serve the pages at ``root`` as a web server would: index pages, the portal's own 404, search at its address.

    With ``theme`` its parts are shown at ``/_parts/``.

    ``generation`` is a file whose content changes with every build; pages then reload when it does.
    """
    search = Route("/search/api", SearchEndpoint(index, portal).answer)
    first: list[BaseRoute] = [search, *(_parts(theme) if theme else ())]
    if generation is None:
        return Starlette(routes=[*first, Mount("/", StaticFiles(directory=root, html=True), name="pages")])
    routes: list[BaseRoute] = [*first, *_reloading(generation)]
    return Starlette(routes=[*routes, Mount("/", _PreviewFiles(directory=root, html=True), name="pages")])


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
    require_free(port)
    run_server(preview_app(root, index_folder(workspace, portal), portal, theme=workspace.house.theme), port)


def run_server(app: Starlette, port: int) -> None:
    """Serve until interrupted."""
    uvicorn.run(app, host=LOOPBACK, port=port, log_level="warning", timeout_graceful_shutdown=1)


def require_free(port: int) -> None:
    """Raises ``UsageError`` for a port that cannot be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except (OSError, OverflowError) as error:
            raise UsageError(f"端口 {port} 不能用，可能已被占用。", "请用 --port 换一个，如 8001。") from error


def _parts(theme: Path) -> list[BaseRoute]:
    async def guide(_: Request) -> Response:
        try:
            page, status = await asyncio.to_thread(style_guide, theme), 200
        except RenderError as error:
            page, status = f"<pre>{html.escape(str(error))}</pre>", 500
        return Response(page, status, media_type="text/html", headers={"Cache-Control": "no-store"})

    return [Route(PARTS, guide)]


def _reloading(generation: Path) -> list[BaseRoute]:
    async def script(_: Request) -> Response:
        return Response(_SCRIPT, media_type="text/javascript", headers={"Cache-Control": "no-store"})

    async def changes(request: Request) -> Response:
        async def events() -> AsyncIterator[str]:
            before = generation.read_text(encoding="ascii")
            yield "retry: 300\n\n"
            while not await request.is_disconnected():
                now = generation.read_text(encoding="ascii")
                if now != before:
                    before = now
                    yield f"event: built\ndata: {now}\n\n"
                await asyncio.sleep(LOOK_SECONDS)

        return StreamingResponse(events(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    return [Route(RELOAD, script), Route(CHANGES, changes)]
