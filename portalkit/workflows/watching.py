"""Live preview: save a file, see the page. What is shown is what lies in the folders, reviewed or not.

The preview has a library and an output of its own below the state folder, so that nothing unreviewed can come near
the real ones. One process builds, another serves; the browser is told of a new build and reloads.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from watchfiles import watch

from portalkit.errors import ConfigError, PortalError, UsageError
from portalkit.forking import die_with_parent
from portalkit.model.outcome import Outcome
from portalkit.workflows.build import build
from portalkit.workflows.indexing import index
from portalkit.workflows.preview import preview_app, require_free, run_server
from portalkit.workflows.progress import Bars, silent
from portalkit.workflows.registry import chosen, registered
from portalkit.workflows.workspace import Workspace, index_folder
from portalkit.writing import write_whole

QUIET_MILLISECONDS = 60
"""How long the folders must be quiet before a build; editors write a file in several steps."""


def preview_of(workspace: Workspace) -> Workspace:
    """The same platform with drafts, built beside the real one."""
    state = workspace.state / "preview"
    return replace(workspace, output=state / "output", state=state, drafts=True)


def serve_and_watch(
    workspace: Workspace, *, port: int, bars: Bars, tell: Callable[[str], None], rounds: int | None = None
) -> None:
    """Build, serve on the loopback address, and build again on every change until interrupted.

    ``rounds`` ends after so many changes. Raises ``UsageError`` when several portals could be meant or the port is
    taken; a mistake in a file is told and waited out.
    """
    own = preview_of(workspace)
    trees = chosen(own, registered(own).platform)
    if len(trees) > 1:
        raise UsageError("平台上有多个门户。", f"请用 --portal 选一个：{'、'.join(tree.id for tree in trees)}。")
    portal = trees[0].id
    require_free(port)
    build(own, bars)
    generation = own.state / "generation"
    generation.write_text("0", encoding="ascii")
    server = multiprocessing.get_context("fork").Process(
        target=_serve,
        args=(own.output / portal, index_folder(own, portal), portal, generation, workspace.house.theme, port),
        daemon=True,
    )
    server.start()
    tell(f"预览地址：http://127.0.0.1:{port}/  （含未审核内容；保存文件后自动刷新，按 Ctrl+C 结束）")
    try:
        _build_on_change(own, generation, tell, rounds)
    finally:
        server.terminate()
        server.join()


def _build_on_change(own: Workspace, generation: Path, tell: Callable[[str], None], rounds: int | None) -> None:
    number = 0
    folders = (own.tenants, own.content, own.house.theme, own.house.plugins)
    for _ in watch(*folders, debounce=QUIET_MILLISECONDS * 4, step=QUIET_MILLISECONDS, raise_interrupt=True):
        try:
            (outcome,) = build(own, silent(), index=False, brief=True)
        except ConfigError as error:
            tell(f"{error}（{error.findings[0].where}：{error.findings[0].what}）")
        except PortalError as error:
            tell(str(error))
        else:
            number += 1
            write_whole(generation, str(number).encode())
            tell(_line(outcome))
            with suppress(PortalError):  # what is wrong since then is told by the next build
                index(own, silent())  # nobody has to wait for it to see the page
        if rounds is not None and number >= rounds:
            return


def _line(outcome: Outcome) -> str:
    blocking = [f for f in outcome.findings if f.severity.blocks_publication]
    problems = f"，{len(blocking)} 个问题需要修改（运行 invoke check 查看）" if blocking else ""
    return f"已更新 {outcome.written} 个文件，用时 {outcome.seconds or 0:.2f} 秒{problems}"


def _serve(root: Path, index: Path, portal: str, generation: Path, theme: Path, port: int) -> None:
    die_with_parent()
    run_server(preview_app(root, index, portal, generation=generation, theme=theme), port)
