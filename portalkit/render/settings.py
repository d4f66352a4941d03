"""Pelican's settings for one run: the only place with UPPER_CASE keys.

``PLUGINS`` is pinned, so that a package that happens to be installed cannot change a government build; everything of
Pelican that would read content, write drafts, feeds or archives of its own is off.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portalkit.model.house import House
from portalkit.render.bridge import Bridge
from portalkit.render.work import Work

EXPECTED_PLUGINS: tuple[str, ...] = (
    "portal_identity",
    "portal_links",
    "portal_records",
    "portal_columns",
    "portal_disclosure",
    "portal_notices",
    "portal_search",
    "portal_feeds",
)
"""The shared plugin set, in the order in which it is loaded."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where workers write, what they keep between builds, and whether they leave files alone that have not changed."""

    output: Path
    templates: Path
    pictures: Path
    only_changed: bool


def work_settings(bridge: Bridge, house: House, work: Work, workshop: Workshop) -> dict[str, object]:
    """What Pelican is told. What the plugin set needs travels as ``PORTAL_…``."""
    shell = bridge.shell(bridge.tree.portal)
    return {
        "PATH": str(house.theme),
        "ARTICLE_PATHS": [],
        "PAGE_PATHS": [],
        "STATIC_PATHS": [],
        "THEME": str(house.theme),
        "OUTPUT_PATH": str(workshop.output),
        "PLUGIN_PATHS": [str(house.plugins)],
        "PLUGINS": list(EXPECTED_PLUGINS),
        "PELICAN_CLASS": "portalkit.render.engine.PortalPelican",
        "SITENAME": shell.site_name,
        "SITEURL": shell.root_url,
        "TIMEZONE": "Asia/Shanghai",
        "DEFAULT_LANG": "zh",
        "LOCALE": ["C"],
        "DELETE_OUTPUT_DIRECTORY": False,
        "CACHE_CONTENT": False,
        "LOAD_CONTENT_CACHE": False,
        "TEMPLATE_EXTENSIONS": [".html"],
        "FEED_ALL_ATOM": None,
        "CATEGORY_FEED_ATOM": None,
        "TRANSLATION_FEED_ATOM": None,
        "AUTHOR_FEED_ATOM": None,
        "AUTHOR_FEED_RSS": None,
        "PORTAL_BRIDGE": bridge,
        "PORTAL_WORK": work,
        "PORTAL_ONLY_CHANGED": workshop.only_changed,
        "PORTAL_TEMPLATE_CACHE": workshop.templates,
        "PORTAL_PICTURES": workshop.pictures,
    }
