"""The units of systemd for one portal: activator, search service, patrol; each shut in as far as it can work."""

from __future__ import annotations

from portalkit.server.nginx import filled
from portalkit.server.plan import ServerPlan
from portalkit.server.tokens import Token, folder

_HARDENING = """\
UMask=0022
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
ProtectProc=invisible
ProcSubset=pid
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources @mount @debug
SystemCallErrorNumber=EPERM"""

_ALWAYS = ("activate.service", "activate.path", "patrol.service", "patrol.timer")


def units(plan: ServerPlan, *, tenants: str = "", content: str = "") -> dict[str, str]:
    """File name → text. The search service is written where one is to run on the server itself."""
    here = plan.machine.search.startswith(("unix:", "127.0.0.1:", "[::1]:"))
    kinds = (*_ALWAYS, *(("search.service",) if here else ()))
    values = {
        "portal": plan.portal,
        "domain": plan.domain,
        "m": plan.machine,
        "owner": f"portal-{plan.portal}",
        "tenants": folder(tenants, "tenants") if tenants else "",
        "content": folder(content, "content") if content else "",
        "hardening": Token(_HARDENING),
    }
    return {f"portalkit-{plan.portal}-{kind}": filled(f"{kind}.j2", values) for kind in kinds}
