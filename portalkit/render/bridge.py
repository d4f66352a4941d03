"""What a plugin may ask: the portal, the published articles, the day. Nothing else reaches a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portalkit.library.corpus import Corpus
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.column import Column
from portalkit.model.links import Judgement
from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Tenant
from portalkit.render.assets import Assets
from portalkit.render.shell import shell_of, tenant_menu, visible_columns
from portalkit.render.views import Crumb, Shell


@dataclass(frozen=True, slots=True)
class Bridge:
    """Everything that pages of one portal are made of."""

    tree: PortalTree
    corpus: Corpus
    assets: Assets
    policy: LinkPolicy
    today: date
    shells: dict[str, Shell]
    """Tenant folder → shell; the portal's own serves every tenant without a site."""
    _own_hosts: frozenset[str]
    _visible: dict[str, tuple[Column, ...]]
    _menus: dict[str, tuple[Crumb, ...]]
    _judged: dict[str, Judgement]
    _tenants: dict[str, Tenant]

    @classmethod
    def build(cls, *, tree: PortalTree, corpus: Corpus, assets: Assets, policy: LinkPolicy, today: date) -> Bridge:
        """Put the pieces together; raises ``RenderError`` when the theme lacks a file."""
        shells = {t.folder: shell_of(tree, corpus, assets, t, today) for t in tree if t.site is not None}
        own = frozenset(shell.domain for shell in shells.values())
        return cls(tree, corpus, assets, policy, today, shells, own, {}, {}, {}, {t.folder: t for t in tree})

    @property
    def portal(self) -> str:
        """The portal's id, as the library knows it."""
        return self.tree.id

    def shell(self, tenant: Tenant) -> Shell:
        """The shell that a tenant's pages wear."""
        return self.shells.get(tenant.folder) or self.shells[self.tree.portal.folder]

    def tenant(self, folder: str) -> Tenant | None:
        """The tenant whose content lies in that folder."""
        return self._tenants.get(folder)

    def limit(self, name: str) -> int:
        """A number of the rulebook."""
        return self.tree.rulebook.limit(name).value

    def visible_columns(self, tenant: Tenant) -> tuple[Column, ...]:
        """A tenant's columns that have something to show; asked of the library once."""
        if tenant.folder not in self._visible:
            self._visible[tenant.folder] = visible_columns(self.corpus, tenant)
        return self._visible[tenant.folder]

    def menu(self, tenant: Tenant) -> tuple[Crumb, ...]:
        """The menu of a unit: its columns, and its part of the disclosure platform."""
        if tenant.folder not in self._menus:
            self._menus[tenant.folder] = tenant_menu(tenant, self.visible_columns(tenant))
        return self._menus[tenant.folder]

    def judge(self, url: str) -> Judgement:
        """What the link policy says of an address today."""
        if url not in self._judged:
            self._judged[url] = self.policy.judge(
                url, own_hosts=self._own_hosts, exemptions=self.tree.rulebook.exemptions, today=self.today
            )
        return self._judged[url]
