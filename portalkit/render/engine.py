"""Pelican, driven from the library: the classes that the plugin set builds on.

Stock Pelican reads a folder of articles into memory and writes every page of its own kinds. Here the generators come
from the plugin set alone, each asks the bridge for what it renders, and one Jinja environment serves them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jinja2
from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.utils import sanitised_join
from pelican.writers import Writer

from portalkit.model.tenant import Tenant
from portalkit.render.addresses import output_file
from portalkit.render.bridge import Bridge
from portalkit.render.settings import Slice
from portalkit.render.views import Page


class PortalGenerator(Generator):  # type: ignore[misc] # Pelican has no types
    """Base of the plugin set's generators: the bridge, the slice, and one way to write a page."""

    env: jinja2.Environment

    def __init__(self, context: dict[str, Any], settings: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(context, settings, **kwargs)
        # One environment for all generators of a run: templates are compiled once.
        self.env = context.setdefault("PORTAL_ENVIRONMENT", self.env)
        self.env.undefined = jinja2.StrictUndefined

    @property
    def bridge(self) -> Bridge:
        """What pages may know."""
        bridge: Bridge = self.settings["PORTAL_BRIDGE"]
        return bridge

    @property
    def slice(self) -> Slice:
        """What this run renders."""
        part: Slice = self.settings["PORTAL_SLICE"]
        return part

    @property
    def tenants(self) -> tuple[Tenant, ...]:
        """The tenants of this run."""
        return self.slice.tenants

    def write_page(self, writer: Writer, tenant: Tenant, template: str, page: Page, **views: object) -> None:
        """Render one page of ``tenant`` to its place."""
        writer.write_file(
            output_file(page.url),
            self.get_template(template),
            self.context,
            shell=self.bridge.shell(tenant),
            page=page,
            **views,
        )

    def write_text(self, url: str, text: str) -> None:
        """Write a file that no template makes (feeds, robots.txt) to its place."""
        target = Path(sanitised_join(self.output_path, output_file(url)))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")

    def place_file(self, origin: Path, url: str) -> None:
        """Copy a file of the library or the theme to its place; what the address escapes, the name writes out."""
        target = Path(sanitised_join(self.output_path, output_file(unquote(url))))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(origin.read_bytes())


class PortalPelican(Pelican):  # type: ignore[misc] # Pelican has no types
    """Pelican without its own content: only what the plugin set generates."""

    def run(self) -> None:
        """Generate the slice: the same life cycle and signals as stock Pelican."""
        context = dict(self.settings)
        context["generated_content"] = {}
        context["static_links"] = set()
        context["static_content"] = {}
        context["localsiteurl"] = None
        generators = [
            generator(
                context=context,
                settings=self.settings,
                path=self.path,
                theme=self.theme,
                output_path=self.output_path,
            )
            for generator in self._get_generator_classes()
        ]
        signals.all_generators_finalized.send(generators)
        writer = self._get_writer()
        for generator in generators:
            generator.generate_output(writer)
        signals.finalized.send(self)

    def _get_generator_classes(self) -> list[type[PortalGenerator]]:
        return list(self._offered())

    def _offered(self) -> Iterator[type[PortalGenerator]]:
        for _, offered in signals.get_generators.send(self):
            for generator in offered if isinstance(offered, tuple | list) else (offered,):
                if generator is not None:
                    yield generator
