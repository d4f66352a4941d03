"""Jinja as the theme knows it: everything escaped, nothing undefined, and the same part drawn once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import jinja2
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro
from markupsafe import Markup

_DRAWN = 512
"""Drawn parts that a worker keeps: the menus of so many places."""


class PortalTemplate(jinja2.Template):
    """A template whose macros are made once: what is imported here never depends on the page that imports it."""

    def _get_default_module(self, ctx: jinja2.runtime.Context | None = None) -> TemplateModule:  # noqa: ARG002
        # Jinja compares the globals of both templates at each import, about ten times for a page; ours are the same.
        if self._module is None:
            self._module = self.make_module()
        return self._module


class PortalEnvironment(jinja2.Environment):
    """The theme's templates, compiled ones kept in the folder ``cache``; ``once(part, …)`` for what is the same on many
    pages.
    """

    template_class = PortalTemplate

    def __init__(self, templates: Path, cache: Path | None = None) -> None:
        if cache is not None:
            cache.mkdir(parents=True, exist_ok=True)
        super().__init__(
            loader=jinja2.FileSystemLoader(templates),
            undefined=jinja2.StrictUndefined,
            bytecode_cache=jinja2.FileSystemBytecodeCache(str(cache)) if cache is not None else None,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.globals["once"] = lru_cache(maxsize=_DRAWN)(_draw)


def _draw(part: Macro, *things: object) -> Markup:
    return Markup(part(*things))  # noqa: S704 - what a macro of the theme returns is escaped
