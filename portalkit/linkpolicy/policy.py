"""The link policy: one address in, one judgement out, by the first rule that fits.

- Misshapen addresses first; then our own hosts; then what nothing may allow (short links, advertising, commerce,
  promotion parameters); then what is allowed; whatever nothing allows is denied.
- An exemption has an end, covers its host and the hosts below it, and never overrides the rules that stand before it.
- "Commercial" cannot be decided offline. That is why the default is to deny, and an exemption is a decision by people.

Source: 国办发〔2017〕47号 四、附件（地址链接）; 安宁市办法 第二十一条; 四部门规定 第十五条.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from portalkit.linkpolicy.address import Address, Misshapen, Plain, host_of, read
from portalkit.model.links import Judgement, Verdict
from portalkit.model.rulebook import LinkExemption

_DATA = Path(__file__).parent / "data"

STATE_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {"gov.cn": "政府网站", "mil.cn": "军队网站", "xn--zfr164b": "政务域名", "xn--55qw42g": "公益域名"}
)
"""Suffixes that are given to organs and institutions only (the last two are .政务 and .公益)."""

SCHOOL_SUFFIXES: Mapping[str, str] = MappingProxyType({"edu.cn": "学校网站", "ac.cn": "科研机构网站"})
OPEN_SUFFIX = "org.cn"
"""Open to registration by anybody: no proof of public interest."""

COMMERCIAL_RULES = frozenset({"shortlink", "adnet", "commerce", "affiliate"})
"""Ids of the rules that see a commercial link or an advertisement; no exemption lifts them."""


@dataclass(frozen=True, slots=True)
class LinkPolicy:
    """The lists of the policy. Hosts are in normal form; every list means a host and the hosts below it."""

    short_links: frozenset[str]
    ad_networks: frozenset[str]
    commerce: frozenset[str]
    affiliate_parameters: frozenset[str]
    shared_hosting: frozenset[str]
    media: Mapping[str, str]

    @classmethod
    def load(cls) -> LinkPolicy:
        """The policy that ships with the kit; read once."""
        return _load()

    def judge(
        self, url: str, *, own_hosts: frozenset[str], exemptions: Iterable[LinkExemption], today: date
    ) -> Judgement:
        """Judge one address; never raises."""
        address = read(url)
        if isinstance(address, Misshapen):
            return Judgement(Verdict.DENY, address.rule, address.why, address.host)
        if isinstance(address, Plain):
            if address.kind == "site":
                return Judgement(Verdict.OWN, "own", "本站地址", "")
            return Judgement(Verdict.ALLOW, "contact", "邮箱或电话", "")
        if address.host in {host_of(host) or host for host in own_hosts}:
            return Judgement(Verdict.OWN, "own", "本网站", address.host)
        return (
            self._forbidden(address)
            or self._allowed(address.host)
            or self._exempt(address.host, exemptions, today)
            or self._rest(address.host)
        )

    def _forbidden(self, address: Address) -> Judgement | None:
        host = address.host
        if _listed(host, self.short_links):
            return Judgement(Verdict.DENY, "shortlink", "这是短链接，看不出真正的去向", host)
        if _listed(host, self.ad_networks):
            return Judgement(Verdict.DENY, "adnet", "这是广告网络的地址", host)
        if _listed(host, self.commerce):
            return Judgement(Verdict.DENY, "commerce", "这是商业网站", host)
        promoting = next((name for name in address.parameters if name.lower() in self.affiliate_parameters), None)
        if promoting is not None:
            return Judgement(Verdict.DENY, "affiliate", f"网址里带有推广参数“{promoting}”", host)
        return None

    def _allowed(self, host: str) -> Judgement | None:
        if suffix := _listed(host, STATE_SUFFIXES):
            return Judgement(Verdict.ALLOW, "state", STATE_SUFFIXES[suffix], host)
        if domain := _listed(host, self.media):
            return Judgement(Verdict.ALLOW, "media", f"中央新闻网站（{self.media[domain]}）", host)
        return None

    def _exempt(self, host: str, exemptions: Iterable[LinkExemption], today: date) -> Judgement | None:
        expired: LinkExemption | None = None
        for exemption in exemptions:
            exempt = host_of(exemption.host)
            if exempt is None or "." not in exempt:
                continue
            # What anybody can register below is exempt host by host, never as a whole.
            covers = host == exempt or (host.endswith(f".{exempt}") and exempt not in self.shared_hosting)
            if covers and today <= exemption.until:
                return Judgement(Verdict.ALLOW, "exemption", f"经批准的外部网站（{exemption.reason}）", host)
            if covers and (expired is None or expired.until < exemption.until):
                expired = exemption
        if expired is not None:
            return Judgement(Verdict.DENY, "expired", f"外链豁免已于 {expired.until} 到期", host)
        return None

    def _rest(self, host: str) -> Judgement:
        if _listed(host, self.shared_hosting):
            return Judgement(Verdict.REVIEW, "hosting", "这是公共托管平台，谁都可以在上面发布", host)
        if suffix := _listed(host, SCHOOL_SUFFIXES):
            return Judgement(Verdict.INTERSTITIAL, "school", SCHOOL_SUFFIXES[suffix], host)
        if _listed(host, (OPEN_SUFFIX,)):
            return Judgement(Verdict.REVIEW, "org", "org.cn 域名谁都可以注册，不能证明是公益机构", host)
        return Judgement(Verdict.DENY, "default", "不在允许链接的网站范围内", host)


@cache
def _load() -> LinkPolicy:
    return LinkPolicy(
        short_links=_hosts("short_links.txt"),
        ad_networks=_hosts("ad_networks.txt"),
        commerce=_hosts("commerce.txt"),
        affiliate_parameters=frozenset(line.lower() for line in _lines("affiliate_parameters.txt")),
        shared_hosting=_hosts("shared_hosting.txt"),
        media=_media(),
    )


def _listed(host: str, listed: Iterable[str]) -> str | None:
    """The entry that is the host or a host above it, on a label boundary; the longest one."""
    names = listed if isinstance(listed, (frozenset, Mapping)) else frozenset(listed)
    labels = host.split(".")
    above = (".".join(labels[start:]) for start in range(len(labels)))
    return next((name for name in above if name in names), None)


def _lines(name: str) -> tuple[str, ...]:
    text = (_DATA / name).read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _hosts(name: str) -> frozenset[str]:
    return frozenset(_normal(line, name) for line in _lines(name))


def _media() -> Mapping[str, str]:
    with (_DATA / "media.csv").open(encoding="utf-8", newline="") as stream:
        return MappingProxyType({_normal(row["domain"], "media.csv"): row["name"] for row in csv.DictReader(stream)})


def _normal(line: str, name: str) -> str:
    host = host_of(line)
    if host is None or host != line:
        raise ValueError(f"{name}: {line}")
    return host
