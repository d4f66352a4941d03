"""The search service: answers the search page, behind the web server, for one portal."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from portalkit.errors import UsageError
from portalkit.model.delivery import SEARCH_PATH
from portalkit.workflows.registry import chosen, registered
from portalkit.workflows.workspace import Workspace, index_folder

if TYPE_CHECKING:
    from starlette.applications import Starlette

_INDEX, _PORTAL = "PORTALKIT_SEARCH_INDEX", "PORTALKIT_SEARCH_PORTAL"
_LISTEN = re.compile(r"(?:unix:(?P<socket>/[^\0]+)|(?P<host>[0-9a-zA-Z.:\[\]-]+):(?P<port>\d{1,5}))")
_AT_ONCE = 64


def answer_questions(workspace: Workspace, *, listen: str, workers: int) -> None:
    """Answer until interrupted; raises ``UsageError`` before anything is started."""
    import uvicorn

    where = _LISTEN.fullmatch(listen)
    if where is None or workers < 1:
        raise UsageError(
            f"--listen 的“{listen}”或 --workers 不对。", "--listen 写 unix:/路径 或 127.0.0.1:8100，进程至少一个。"
        )
    trees = chosen(workspace, registered(workspace).platform)
    if len(trees) > 1:
        raise UsageError("平台上有多个门户。", f"请用 --portal 选一个：{'、'.join(tree.id for tree in trees)}。")
    portal = trees[0].id
    index = index_folder(workspace, portal)
    if not index.is_dir():
        raise UsageError("还没有检索索引。", "请先运行 invoke build。")
    os.environ[_INDEX], os.environ[_PORTAL] = str(index.resolve()), portal
    host, port = (where["host"].strip("[]"), int(where["port"])) if where["host"] else ("127.0.0.1", 0)
    uvicorn.run(
        "portalkit.workflows.answering:application",
        factory=True,
        uds=where["socket"],
        host=host,
        port=port,
        workers=workers,
        limit_concurrency=_AT_ONCE,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )


def application() -> Starlette:
    """The application of one worker, for the index that the environment names."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    from portalkit.search.service import SearchEndpoint

    endpoint = SearchEndpoint(Path(os.environ[_INDEX]), os.environ[_PORTAL])
    return Starlette(routes=[Route(SEARCH_PATH, endpoint.answer, methods=["GET"])])
