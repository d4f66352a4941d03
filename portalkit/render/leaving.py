"""Links that leave the portal: marked, and led through a page that says so (47号附件 链接; 四部门规定 第十五条)."""

from __future__ import annotations

import html
import re

from portalkit.model.links import Verdict
from portalkit.render.addresses import leaving_url
from portalkit.render.bridge import Bridge
from portalkit.render.views import LeaveView

_OUTSIDE = re.compile(r'<a class="outside" href="([^"]*)">(.*?)</a>', re.DOTALL)


def rewrite(bridge: Bridge, body: str) -> str:
    """Apply the link policy to a body.

    An allowed outside link leads to its leaving page; our own host becomes a site path; anything else keeps its
    words and loses its address (its article should have been held back before).
    """

    def replaced(found: re.Match[str]) -> str:
        target, words = html.unescape(found[1]), found[2]
        judgement = bridge.judge(target)
        if judgement.verdict is Verdict.OWN:
            return f'<a href="{html.escape(own_path(target, judgement.host))}">{words}</a>'
        if not judgement.verdict.may_appear:
            return words
        return (
            f'<a class="outside" href="{leaving_url(target)}" rel="nofollow">{words}'
            f'<span class="outside-note">（外部链接）</span></a>'
        )

    return _OUTSIDE.sub(replaced, body) if 'class="outside"' in body else body


def leaves_the_portal(bridge: Bridge, target: str) -> bool:
    """Whether an address gets a leaving page: it is allowed, and not our own."""
    verdict = bridge.judge(target).verdict
    return verdict is not Verdict.OWN and verdict.may_appear


def leave_view(bridge: Bridge, target: str) -> LeaveView:
    """The page before an outside address."""
    return LeaveView(target, bridge.judge(target).host, bridge.tree.portal.name)


def own_path(target: str, host: str) -> str:
    """The site path of an address on our own host."""
    _, _, rest = target.partition(host)
    return rest if rest.startswith("/") else "/"
