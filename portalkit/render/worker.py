"""One share of the work, one process: run Pelican, refuse when a plugin is missing.

Pelican fails open: a plugin that does not load is a log line, and its handlers live as long as the process. So each
share runs in a process of its own, the loaded plugins are compared with the expected set, and anything that Pelican
would only log as an error ends the build.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from portalkit.errors import RenderError
from portalkit.forking import in_processes
from portalkit.model.group import BuiltFile
from portalkit.model.house import House
from portalkit.render.bridge import Bridge
from portalkit.render.pelican_import import import_pelican
from portalkit.render.settings import EXPECTED_PLUGINS, Workshop, work_settings
from portalkit.render.work import Work

if TYPE_CHECKING:
    from portalkit.render.engine import PortalPelican

BridgeMaker = Callable[[], Bridge]


@dataclass(frozen=True, slots=True)
class Rendered:
    """How a slice ended: ``trouble`` is empty when it was written completely."""

    name: str
    trouble: str = ""
    detail: str = ""
    files: tuple[BuiltFile, ...] = ()


class _Troubles(logging.Handler):
    """Collects what Pelican would only have logged."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage().strip())


def render(
    shares: Iterable[Work],
    make_bridge: BridgeMaker,
    house: House,
    workshop: Workshop,
    *,
    done: Callable[[Rendered], None],
    workers: int | None = None,
) -> tuple[tuple[Work, Rendered], ...]:
    """Render every share of the work, several at once; ``done`` is told of each, in the order in which they end.

    Returns the shares that failed, in the order of their names; what they had written may lie in the output folder.
    """
    # Imported before forking, so that each child starts with Pelican in memory.
    import_pelican()

    shares = tuple(shares)
    if len(shares) > 1:
        from portalkit.render.environment import compile_templates

        compile_templates(house.theme / "templates", workshop.templates)
    failed = []
    answers = in_processes(shares, lambda work: render_work(work, make_bridge, house, workshop), workers=workers)
    for work, answer in answers:
        rendered = answer or Rendered(work.name, "生成页面的进程意外中止。", "请检查内存和磁盘空间后重试。")
        done(rendered)
        if rendered.trouble:
            failed.append((work, rendered))
    return tuple(sorted(failed, key=lambda pair: pair[0].name))


def render_work(work: Work, make_bridge: BridgeMaker, house: House, workshop: Workshop) -> Rendered:
    """Render one share in this process; any failure comes back as words."""
    from pelican.settings import configure_settings, read_settings

    from portalkit.render.engine import PortalPelican

    troubles = _Troubles()
    logging.getLogger().addHandler(troubles)
    pelican: PortalPelican | None = None
    try:
        bridge = make_bridge()
        settings = configure_settings(read_settings(override=work_settings(bridge, house, work, workshop)))
        pelican = PortalPelican(settings)
        missing = _missing_plugins(pelican.plugins, house)
        if missing:
            names = "、".join(missing)
            reasons = "；".join(troubles.messages)
            return Rendered(work.name, f"插件 {names} 没有装载成功。", f"请检查 plugins/ 目录下的这些文件。{reasons}")
        pelican.run()
    except RenderError as error:
        return Rendered(_where(pelican, work), error.what, error.remedy)
    except Exception as error:  # noqa: BLE001 - a template or plugin may raise anything; it becomes the operator's line
        return Rendered(_where(pelican, work), _in_words(error), _last_frame(error))
    finally:
        logging.getLogger().removeHandler(troubles)
    if troubles.messages:
        return Rendered(work.name, "；".join(troubles.messages))
    return Rendered(work.name, files=tuple(pelican.writer.files if pelican.writer else ()))


def _where(pelican: PortalPelican | None, work: Work) -> str:
    """The page that was being rendered, or the share of the work."""
    return (pelican.writer.current if pelican and pelican.writer else "") or work.name


def _missing_plugins(loaded: Iterable[object], house: House) -> list[str]:
    """Expected plugins that are not there, or that were loaded from somewhere else."""
    folder = house.plugins.resolve()
    present = {
        str(getattr(plugin, "__name__", "")): Path(str(getattr(plugin, "__file__", ""))).resolve().parent
        for plugin in loaded
    }
    return [name for name in EXPECTED_PLUGINS if present.get(name) != folder]


def _in_words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _last_frame(error: Exception) -> str:
    if isinstance(error, SyntaxError) and error.filename:
        return f"请检查 {Path(error.filename).name} 第 {error.lineno} 行。"
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return ""
    last = frames[-1]
    return f"请检查 {Path(last.filename).name} 第 {last.lineno} 行。"
