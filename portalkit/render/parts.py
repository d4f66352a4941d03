"""The parts of the theme with their examples (``theme/templates/parts.yml``): for the style guide and tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from markupsafe import Markup

from portalkit.errors import RenderError
from portalkit.render import views
from portalkit.render.assets import collect
from portalkit.render.environment import PortalEnvironment


@dataclass(frozen=True, slots=True)
class Part:
    """One macro: ``macro`` is ``file.name``; ``drawn`` are its examples, name and markup."""

    macro: str
    name: str
    what: str
    drawn: tuple[tuple[str, Markup], ...]


def drawn_parts(theme: Path) -> tuple[Part, ...]:
    """Draw every example; raises ``RenderError`` for an example that its part does not understand."""
    environment = PortalEnvironment(theme / "templates")
    listed = yaml.safe_load((theme / "templates" / "parts.yml").read_text(encoding="utf-8"))["parts"]
    return tuple(_part(environment, entry) for entry in listed)


def style_guide(theme: Path) -> str:
    """The page that shows all parts."""
    found = collect(theme)
    names = {"style": "css/site.css", "site": "js/site.js", "view": "js/view.js", "icon": "img/favicon.svg"}
    assets = SimpleNamespace(**{short: found.url(name) for short, name in names.items()})
    template = PortalEnvironment(theme / "templates").get_template("guide/parts.html")
    return template.render(parts=drawn_parts(theme), assets=assets)


def _part(environment: PortalEnvironment, entry: dict[str, Any]) -> Part:
    file, _, macro = str(entry["macro"]).partition(".")
    try:
        draw = getattr(environment.get_template(f"parts/{file}.html").module, macro)
        drawn = tuple((example["name"], _drawn(draw, example)) for example in entry["examples"])
    except Exception as error:
        raise RenderError(
            f"部件 {entry['macro']} 的样例画不出来：{error}", "请核对 theme/templates/parts.yml。"
        ) from error
    return Part(entry["macro"], entry["name"], entry["what"], drawn)


def _drawn(draw: Any, example: dict[str, Any]) -> Markup:
    drawn = Markup(draw(**{name: _made(value) for name, value in example["with"].items()}))  # noqa: S704 - escaped by it
    around = example.get("inside")
    return Markup(f"<{around}>{{}}</{around}>").format(drawn) if around else drawn  # noqa: S704 - a word of ours


def _made(value: Any) -> Any:
    """A mapping with ``is`` is a view of that name; lists are what views hold, tuples."""
    if isinstance(value, list):
        return tuple(_made(part) for part in value)
    if isinstance(value, dict):
        return getattr(views, value["is"])(**{name: _made(part) for name, part in value.items() if name != "is"})
    return value
