"""What a server is to do for one portal: the nouns that the templates are filled from."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portalkit.errors import UsageError
from portalkit.model.column import ColumnPath
from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Legacy, Tenant, TenantKind, TenantStatus
from portalkit.server.tokens import folder

_UPSTREAM = re.compile(r"(?:unix:/[A-Za-z0-9_./-]+|(?:[a-z0-9.-]+|\[[0-9a-f:]+\]):\d{1,5})", re.ASCII)
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.ASCII)
_PORTAL = re.compile(r"[a-z0-9-]+", re.ASCII)
_ACCOUNT = re.compile(r"[a-z_][a-z0-9_-]{0,31}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Machine:
    """The server as the operator describes it: where things lie, and on which doors it listens.

    ``site`` is the portal's folder with ``live/tree`` and ``live/gone`` (docs/adr/0008). ``certificates`` holds one
    folder per host with ``fullchain.pem`` and ``privkey.pem``. ``search`` is where the search service answers
    (``unix:/…`` or ``host:port``), empty where none runs. ``proxies`` are the networks of a gateway in front, whose
    word on the reader's address is taken.
    """

    site: str
    kit: str = "/srv/portalkit"
    tables: str = "/etc/nginx/portalkit"
    certificates: str = "/etc/ssl/portalkit"
    logs: str = "/var/log/portalkit"
    account: str = "portalkit"
    search: str = ""
    proxies: tuple[str, ...] = ()
    http_port: int = 80
    https_port: int = 443
    ipv6: bool = True
    legacy_https: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be written; raises ``UsageError``."""
        for option in ("site", "kit", "tables", "certificates", "logs"):
            folder(getattr(self, option), option)
        if self.search and not (_UPSTREAM.fullmatch(self.search) and ".." not in self.search):
            raise UsageError(
                f"--search 的“{self.search[:60]}”不能用。", "请写成 127.0.0.1:8100 或 unix:/run/….sock 的样子。"
            )
        if not _ACCOUNT.fullmatch(self.account):
            raise UsageError(f"--account 的“{self.account[:60]}”不是账号名。", "请写服务器上的账号，如 portalkit。")
        for network in self.proxies:
            try:
                ipaddress.ip_network(network)
            except ValueError:
                raise UsageError(
                    f"--proxies 的“{network[:60]}”不是网段。", "请写成 10.1.2.0/24 的样子，用逗号分开。"
                ) from None
        for port in (self.http_port, self.https_port):
            if not 0 < port < 65536:
                raise UsageError(f"端口 {port} 不对。", "请写 1 到 65535 之间的数。")
        if self.http_port == self.https_port:
            raise UsageError("HTTP 和 HTTPS 不能用同一个端口。", "请分别指定。")


@dataclass(frozen=True, slots=True)
class Moved:
    """An address of an old website and where its readers are sent."""

    path: str
    to: str


@dataclass(frozen=True, slots=True)
class OldHost:
    """A host that only sends its readers on: ``home`` for its first page, ``moved`` below a path, else ``rest``."""

    host: str
    home: str
    rest: str
    moved: tuple[Moved, ...] = ()

    def __post_init__(self) -> None:
        """Raises ``UsageError`` for what is no host."""
        _require(_HOST, self.host, "域名")


@dataclass(frozen=True, slots=True)
class OwnHost:
    """A host that shows the pages of the release; ``home`` is where ``/`` leads, empty for the portal itself."""

    host: str
    home: str = ""

    def __post_init__(self) -> None:
        """Raises ``UsageError`` for what is no host."""
        _require(_HOST, self.host, "域名")


@dataclass(frozen=True, slots=True)
class ServerPlan:
    """Everything that is particular to one portal on its server."""

    portal: str
    machine: Machine
    hosts: tuple[OwnHost, ...]
    old: tuple[OldHost, ...]
    bare: str
    """The domain without ``www.``, sent on to the portal; empty where there is none."""

    def __post_init__(self) -> None:
        """Raises ``UsageError`` for a portal whose id is none."""
        _require(_PORTAL, self.portal, "门户编号")

    @property
    def name(self) -> str:
        """The portal's id as a word of a variable."""
        return self.portal.replace("-", "_")

    @property
    def domain(self) -> str:
        """The portal's own host."""
        return self.hosts[0].host


def plan_for(
    tree: PortalTree, machine: Machine, *, today: date, shown: Callable[[ColumnPath], bool] = lambda _: True
) -> ServerPlan:
    """Read off the registry which hosts a portal answers for; raises ``UsageError`` for a portal without a domain.

    ``shown`` tells whether a column has a page of its own today; readers of one that has none go to its unit.
    """
    site = tree.portal.site
    if site is None or not site.identity.domain:
        raise UsageError(f"{tree.portal.name}还没有登记域名。", "请先在 portal.yaml 里写上 domain。")
    domain = site.identity.domain
    own = [OwnHost(domain)]
    own += [OwnHost(host, t.mount) for t in tree.of_kind(TenantKind.AGENCY_SITE) if (host := _own_domain(t))]
    hosts = tuple({host.host: host for host in reversed(own)}.values())[::-1]
    taken = {host.host for host in hosts}
    bare = domain.removeprefix("www.")
    old = tuple(
        _old_host(tree, tenant, tenant.legacy, today, shown)
        for tenant in tree.of_kind(TenantKind.LEGACY)
        if tenant.legacy and tenant.legacy.old_domain and tenant.legacy.old_domain not in {*taken, bare}
    )
    return ServerPlan(
        portal=tree.id,
        machine=machine,
        hosts=hosts,
        old=tuple({host.host: host for host in old}.values()),
        bare="" if bare == domain or bare in taken else bare,
    )


def _require(form: re.Pattern[str], text: str, meaning: str) -> None:
    if not form.fullmatch(text):
        raise UsageError(f"{meaning}“{text[:60]}”不能写进服务器配置。", "请改正登记。")


def _own_domain(tenant: Tenant) -> str:
    return tenant.site.identity.domain if tenant.site and tenant.status is TenantStatus.LIVE else ""


def _old_host(
    tree: PortalTree, tenant: Tenant, legacy: Legacy, today: date, shown: Callable[[ColumnPath], bool]
) -> OldHost:
    """Readers of a merged website land on its notice; a former column with a path leads to where its content is."""
    announced = legacy.announced <= today and tenant.status in (TenantStatus.LIVE, TenantStatus.MIGRATING)
    notice = f"/migration/{tenant.id}.html" if legacy.announced <= today else "/"
    moved = []
    for former in legacy.former_columns:
        found = tree.column(former.to)
        if former.path and found:
            unit, column = found
            moved.append(Moved(former.path, unit.column_url(column) if shown(former.to) else unit.mount))
    return OldHost(
        host=legacy.old_domain,
        home=tenant.mount if announced else notice,
        rest=notice,
        moved=tuple({one.path: one for one in moved}.values()),
    )
