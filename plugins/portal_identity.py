"""Identity on every page: national tags, masthead and foot come from the registry, and from nowhere else."""

from __future__ import annotations

from pelican.plugins import signals

from portalkit.errors import RenderError
from portalkit.render.engine import PortalGenerator


def require_identity(generator: PortalGenerator) -> None:
    """Refuse to start a generator when a page of it would have nobody who answers for it."""
    for tenant in generator.tenants:
        shell = generator.bridge.shell(tenant)
        identity = shell.identity
        needed = (shell.site_name, shell.domain, identity.site_code, identity.owner, identity.operator)
        if not all(needed):
            raise RenderError(f"{tenant.name} 的网站标识信息不全。", "请检查 tenants/ 中的登记。")


def register() -> None:
    """Register the plugin."""
    signals.generator_init.connect(require_identity)
