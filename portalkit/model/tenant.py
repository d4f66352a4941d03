"""Tenants: the units that answer for content on the platform."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NewType

from portalkit.model.column import Column, ColumnPath
from portalkit.model.media import MediaAccount
from portalkit.model.review import Person

TenantId = NewType("TenantId", str)
"""``a-z 0-9 -``; appears in URLs and file names. Unique below one portal."""

PORTAL_FOLDER = "portal"
"""The portal's own folder below ``content/<portal>/``, and its name in a ``ColumnPath``."""


class TenantKind(enum.Enum):
    """What a unit may have on the platform (47号 三(一); 西吉县制度 第七、八条)."""

    PORTAL = "portal"
    BUREAU = "bureau"
    TOWNSHIP = "township"
    AGENCY_SITE = "agency-site"
    TOPIC = "topic"
    LEGACY = "legacy"

    @property
    def chinese(self) -> str:
        """The word that editors use."""
        return _KIND_NAMES[self.value]


_KIND_NAMES = {
    "portal": "门户网站",
    "bureau": "部门",
    "township": "乡镇（街道）",
    "agency-site": "部门网站",
    "topic": "专题专栏",
    "legacy": "整合迁移网站",
}


class Level(enum.Enum):
    """The level of government that owns a portal."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class TenantStatus(enum.Enum):
    """Where a tenant stands in its life."""

    DRAFT = "draft"
    LIVE = "live"
    OFFLINE = "offline"
    MIGRATING = "migrating"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Contact:
    """How the public reaches a unit."""

    phone: str
    address: str = ""
    email: str = ""
    postcode: str = ""
    fax: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """党政机关网站标识: ``kind`` is ``red`` (organs) or ``blue`` (institutions), ``id`` its register number."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class SiteIdentity:
    """What only a site of its own may have; shown on every page of the portal."""

    domain: str
    site_code: str
    icp_number: str
    police_number: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class Approval:
    """A decision that allows something: document number, who decided, when."""

    document: str
    authority: str
    date: date


@dataclass(frozen=True, slots=True)
class Opening:
    """How a portal was opened (西吉县制度 第十条)."""

    live_since: date
    approval: str
    security_test_date: date
    security_test_report: str


@dataclass(frozen=True, slots=True)
class OfflinePeriod:
    """A temporary closure (临时下线)."""

    start: date
    end: date
    reason: str
    approval: str
    force_majeure: bool = False


@dataclass(frozen=True, slots=True)
class Mourning:
    """Days on which the portal is grey (哀悼日、公祭日), first and last included."""

    start: date
    end: date
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the registration that was filed: ``what`` is the field, ``announced`` the day of the notice on the
    old website, where one was needed.
    """

    what: str
    on: date
    document: str
    announced: date | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """What a tenant with a site of its own (portal, agency site) has beyond a bureau."""

    level: Level
    place: str
    division_code: str
    identity: SiteIdentity
    supervisor: str
    security_officer: str
    opening: Opening | None
    service_portal: str
    index_scheme: str
    demo: bool
    media_accounts: tuple[MediaAccount, ...] = ()
    offline_periods: tuple[OfflinePeriod, ...] = ()
    mourning: tuple[Mourning, ...] = ()
    changes: tuple[Change, ...] = ()

    def mourns(self, today: date) -> bool:
        """Whether the portal is grey today."""
        return any(period.start <= today <= period.end for period in self.mourning)


@dataclass(frozen=True, slots=True)
class TopicPeriod:
    """When a topic (专栏专题) runs; after ``end`` it is shown as archived."""

    start: date
    end: date | None

    def archived(self, today: date) -> bool:
        """Whether the topic is over."""
        return self.end is not None and today > self.end


@dataclass(frozen=True, slots=True)
class FormerColumn:
    """A column of a website that is being merged, and where its content goes. ``path`` is where it was on the old
    host (``/zcfg/``), empty where nobody needs to be sent on.
    """

    name: str
    to: ColumnPath
    path: str = ""


@dataclass(frozen=True, slots=True)
class Legacy:
    """A website being merged into the portal (整合迁移)."""

    old_domain: str
    merge_into: tuple[ColumnPath, ...]
    former_columns: tuple[FormerColumn, ...]
    approval: Approval
    announced: date
    completed: date | None

    def keep_until(self, days: int) -> date | None:
        """The last day on which the notices must stand; ``None`` while the merge goes on (西吉县制度 第十三条)."""
        if self.completed is None:
            return None
        return max(self.announced, self.completed) + timedelta(days=days)

    def notice_is_due(self, *, days: int, today: date) -> bool:
        """Whether the notice stands on home pages today."""
        until = self.keep_until(days)
        return self.announced <= today and (until is None or today <= until)


@dataclass(frozen=True, slots=True)
class Tenant:
    """One unit on one portal. ``site`` is set for portals and agency sites; ``topic`` and ``legacy`` for those."""

    id: TenantId
    portal: TenantId
    kind: TenantKind
    name: str
    short_name: str
    owner: str
    operator: str
    status: TenantStatus
    contact: Contact | None
    accountable_officer: str
    columns: tuple[Column, ...]
    people: tuple[Person, ...]
    file: str
    """Its registry file, relative to ``tenants/``."""
    site: Site | None = None
    topic: TopicPeriod | None = None
    legacy: Legacy | None = None
    approval: Approval | None = None
    informant: str = ""
    """信息员: answers for every column that names nobody else."""

    @property
    def folder(self) -> str:
        """Its folder below ``content/<portal>/``; the portal's own is ``portal``."""
        return PORTAL_FOLDER if self.kind is TenantKind.PORTAL else self.id

    @property
    def mount(self) -> str:
        """Where it lives on the portal's domain: ``/`` or ``/<id>/``."""
        return "/" if self.kind is TenantKind.PORTAL else f"/{self.id}/"

    def column(self, id: str) -> Column | None:  # noqa: A002 - the glossary's word
        """Return its column of that id."""
        return next((column for column in self.columns if column.id == id), None)

    def column_url(self, column: Column) -> str:
        """Site path of a column, with a slash at both ends."""
        return f"{self.mount}{column.id}/"
