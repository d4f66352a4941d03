"""What a portal was registered as, and since when: what has to be filed anew when it changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portalkit.model.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Seen:
    """The registration of a portal as it was first seen on a day: field of the registry → value."""

    since: date
    values: dict[str, str]

    @classmethod
    def of(cls, portal: Tenant, since: date) -> Seen:
        """What is filed of a portal (国办发〔2017〕47号 三、（二）; 西吉县制度 第十六条)."""
        site, contact = portal.site, portal.contact
        values = {
            "name": portal.name,
            "owner": portal.owner,
            "operator": portal.operator,
            "phone": contact.phone if contact else "",
            "supervisor": site.supervisor if site else "",
            "domain": site.identity.domain if site else "",
            "site_code": site.identity.site_code if site else "",
            "columns": "、".join(sorted(column.name for column in portal.columns)),
        }
        return cls(since, values)


FILED = ("name", "owner", "operator", "phone", "supervisor", "domain", "site_code", "columns")
"""Fields whose change has to be filed; ``phone`` is that of ``contact``, ``columns`` the names of the portal's own."""
