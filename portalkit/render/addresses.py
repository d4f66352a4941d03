"""Addresses that are made, not registered: official services, leaving pages, output files."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

REPORT_SERVICE = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html"
ICP_SERVICE = "https://beian.miit.gov.cn/"
POLICE_SERVICE = "https://beian.mps.gov.cn/#/query/webSearch?code="
BADGE_SERVICE = "https://bszs.conac.cn/sitename?method=show&id="


def canonical(domain: str, url: str) -> str:
    """Absolute address of a site path."""
    return f"https://{domain}{url}"


def report_address(site_code: str, page: str) -> str:
    """我为政府网站找错, for one page (its absolute address)."""
    return f"{REPORT_SERVICE}?site_code={site_code}&url={quote(page, safe='')}"


def police_address(police_number: str) -> str:
    """Public record of a 公安备案 number."""
    return POLICE_SERVICE + "".join(c for c in police_number if c.isascii() and c.isdigit())


def leaving_url(target: str) -> str:
    """Site path of the page that stands before an outside address; one per address, so it needs no script."""
    return f"/leave/{hashlib.sha256(target.encode()).hexdigest()[:16]}.html"


def output_file(url: str) -> str:
    """File of a site path below the output folder: ``/a/`` → ``a/index.html``."""
    path = url.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path
