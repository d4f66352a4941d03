"""Pelican, driven from the library: the classes that the plugin set builds on.

Stock Pelican reads a folder of articles into memory and writes every page of its own kinds. Here the generators come
from the plugin set alone, each renders what the run's work wants of its kinds, and one Jinja environment serves them
all.
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

from portalkit.errors import RenderError
from portalkit.model.group import GroupKind, PageGroup
from portalkit.model.picture import copy_url, widths
from portalkit.model.record import LocalFile
from portalkit.model.tenant import PORTAL_FOLDER, Tenant
from portalkit.render.addresses import output_file
from portalkit.render.bridge import Bridge
from portalkit.render.environment import PortalEnvironment
from portalkit.render.pictures import narrowed
from portalkit.render.views import Page
from portalkit.render.work import Work
from portalkit.render.writer import PortalWriter

COMMON = PageGroup.of(GroupKind.COMMON, PORTAL_FOLDER)


class PortalGenerator(Generator):  # type: ignore[misc] # Pelican has no types
    """Base of the plugin set's generators: the bridge, the work, and one way to write a page."""

    def __init__(
        self, context: dict[str, Any], settings: dict[str, Any], path: str, theme: str, output_path: str
    ) -> None:
        # Not the stock constructor: it makes readers for articles and an environment for every generator.
        self.context = context
        self.settings = settings
        self.path = path
        self.theme = theme
        self.output_path = output_path
        self.env: jinja2.Environment = context["PORTAL_ENVIRONMENT"]
        self.bridge: Bridge = settings["PORTAL_BRIDGE"]
        self.work: Work = settings["PORTAL_WORK"]
        self._templates: dict[str, jinja2.Template] = {}
        signals.generator_init.send(self)

    @property
    def tenants(self) -> tuple[Tenant, ...]:
        """The tenants of this run."""
        return self.work.tenants

    def get_template(self, name: str) -> jinja2.Template:
        """A template of the theme; raises ``RenderError`` for one it does not have."""
        # Asked for every page; the environment would look into its cache by a key it has to make.
        if name in self._templates:
            return self._templates[name]
        try:
            return self._templates.setdefault(name, self.env.get_template(f"{name}.html"))
        except jinja2.TemplateNotFound as error:
            raise RenderError(f"主题缺少模板 {error.name}。", "请恢复 theme/templates 目录下的这个文件。") from error

    def write_page(
        self, writer: PortalWriter, group: PageGroup, tenant: Tenant, template: str, page: Page, **views: object
    ) -> None:
        """Render one page of ``tenant`` to its place; the page belongs to ``group``."""
        writer.write_page(
            group,
            output_file(page.url),
            self.get_template(template),
            {"shell": self.bridge.shell(tenant), "page": page, **views},
        )

    def write_text(self, writer: PortalWriter, group: PageGroup, url: str, text: str) -> None:
        """Write a file that no template makes (feeds, robots.txt) to its place."""
        writer.write_bytes(group, output_file(url), text.encode())

    def place_file(self, writer: PortalWriter, group: PageGroup, file: LocalFile) -> None:
        """Copy a file of the library to its place, a picture with its copies; what the address escapes, the name
        writes out.
        """
        origin = self.bridge.corpus.file(file.digest)
        writer.place_file(group, output_file(unquote(file.url)), origin, file.digest, file.size)
        if not file.picture:
            return
        for width in widths(file.url, file.pixels):
            copy = narrowed(origin, digest=file.digest, width=width, shelf=self.settings["PORTAL_PICTURES"])
            writer.write_bytes(group, output_file(unquote(copy_url(file.url, width))), copy)


class PortalPelican(Pelican):  # type: ignore[misc] # Pelican has no types
    """Pelican without its own content: only what the plugin set generates."""

    writer: PortalWriter | None = None

    def run(self) -> None:
        """Generate the run's work: the same life cycle and signals as stock Pelican."""
        environment = PortalEnvironment(Path(self.theme) / "templates", self.settings["PORTAL_TEMPLATE_CACHE"])
        context = {"PORTAL_ENVIRONMENT": environment}
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
        writer = PortalWriter(self.output_path, self.settings)
        self.writer = writer
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
