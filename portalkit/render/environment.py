"""Jinja as the theme knows it: everything escaped, nothing undefined, and the same part drawn once.

Jinja is made for templates of all kinds; where ours are of one kind, a shorter way leads to the same bytes. A page asks
for a hundred attributes, writes eighty values and calls twenty macros, so each step of that way counts.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

_DRAWN = 512
"""Drawn parts that a worker keeps: the menus of so many places."""
_COMPILED = "shown_%s.cache"
"""Names of compiled templates; another word when ``_Coder`` writes other code."""
_has_signs = re.compile("[&<>'\"]").search


class PortalTemplate(jinja2.Template):
    """A template whose macros are made once: what is imported here never depends on the page that imports it."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        # Jinja compares the globals of both templates at each import, about ten times for a page; ours are the same.
        if self._module is None:
            self._module = self.make_module()
        return self._module


class PortalContext(Context):
    """What a template sees. Macros are called without asking first whether they want to see it, too: none does."""

    def call(self, called: Callable[..., Any], *args: Any, **words: Any) -> Any:  # noqa: D102 - as in the base class
        if type(called) is not Macro and called is not self.environment.globals["once"]:
            return super().call(called, *args, **words)
        words.pop("_block_vars", None)
        words.pop("_loop_vars", None)
        return called(*args, **words)


class _Coder(CodeGenerator):
    """Writes values through ``environment.shown``, which makes no ``Markup`` of what is joined to a string at once."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class PortalEnvironment(jinja2.Environment):
    """The theme's templates, compiled ones kept in the folder ``cache``; ``once(part, …)`` for what is the same on many
    pages.
    """

    template_class = PortalTemplate
    context_class = PortalContext
    code_generator_class = _Coder
    getattr = staticmethod(builtins.getattr)  # type: ignore[assignment]
    """Views have attributes and no items; one that is missing is an error at once."""

    def __init__(self, templates: Path, cache: Path | None = None) -> None:
        if cache is not None:
            cache.mkdir(parents=True, exist_ok=True)
        super().__init__(
            loader=jinja2.FileSystemLoader(templates),
            undefined=jinja2.StrictUndefined,
            bytecode_cache=jinja2.FileSystemBytecodeCache(str(cache), _COMPILED) if cache is not None else None,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.globals["once"] = lru_cache(maxsize=_DRAWN)(_draw)
        self._ready: dict[str, jinja2.Template] = {}

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as in the base class
    ) -> jinja2.Template:
        """A template by its name; every page asks for a dozen."""
        if not isinstance(name, str) or globals is not None:
            return super().get_template(name, parent, globals)
        ready = self._ready.get(name)
        return ready or self._ready.setdefault(name, super().get_template(name, parent))

    @staticmethod
    def shown(value: object) -> str:
        """A value as a page shows it."""
        return value if type(value) is str and not _has_signs(value) else escape(value)


def compile_templates(templates: Path, cache: Path) -> None:
    """Compile what is not in ``cache`` yet. A template that cannot be compiled is left to the one who renders it."""
    environment = PortalEnvironment(templates, cache)
    for name in environment.list_templates(extensions=["html"]):
        with suppress(jinja2.TemplateError):
            environment.get_template(name)


def _draw(part: Macro, *things: object) -> Markup:
    return Markup(part(*things))  # noqa: S704 - what a macro of the theme returns is escaped
