"""Pelican without what the plugin set never asks of it.

Importing Pelican brings its readers (docutils, Pygments, Pillow), its feeds and dates, its console (Rich), its watching
of folders (watchfiles) and its web server with it: three quarters of the time that importing it takes. Stand-ins take
their places while Pelican is imported, and are gone afterwards: who imports Rich or Pelican's readers by name gets
them. Should a Pelican ask more of them, it is imported whole.
"""

from __future__ import annotations

import importlib
import logging
import sys
from types import ModuleType
from typing import Any

_ASKED = {
    "dateutil": (),
    "dateutil.parser": (),
    "feedgenerator": ("Atom1Feed", "Rss201rev2Feed", "get_tag_uri"),
    "pelican.readers": ("Readers",),
    "pelican.server": ("ComplexHTTPRequestHandler", "RootedHTTPServer"),
    "rich.console": ("Console",),
    "rich.logging": ("RichHandler",),
    "watchfiles": ("Change", "DefaultFilter"),
}
"""What Pelican takes from each of them when it is imported."""


def import_pelican() -> None:
    """Bring Pelican and its generators into memory; nothing if they are there."""
    if "pelican.generators" in sys.modules:
        return
    absent = [name for name in _ASKED if name not in sys.modules]
    sys.modules.update((name, _stand_in(name)) for name in absent)
    try:
        importlib.import_module("pelican.generators")
    except (ImportError, AttributeError):
        for name in [name for name in sys.modules if name.partition(".")[0] == "pelican"]:
            del sys.modules[name]
    finally:
        for name in absent:
            sys.modules.pop(name, None)
    importlib.import_module("pelican.generators")


class _Nothing(logging.NullHandler):
    """Takes the place of any class: Pelican makes its console and its log handler when it is imported."""

    def __init__(self, **_: Any) -> None:
        super().__init__()


def _stand_in(name: str) -> ModuleType:
    module = ModuleType(name)
    for asked in _ASKED[name]:
        setattr(module, asked, type(asked, (_Nothing,), {}))
    return module
