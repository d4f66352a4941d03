"""The link policy: what a page may carry, decided by host, never by how an address looks."""

from __future__ import annotations

from datetime import date

import pytest

from portalkit.linkpolicy.policy import COMMERCIAL_RULES, LinkPolicy
from portalkit.model.links import Judgement, Verdict
from portalkit.model.rulebook import LinkExemption

TODAY = date(2026, 11, 21)
OWN = frozenset({"www.shili.gov.cn"})


def exempt(host: str, until: date = date(2027, 6, 30)) -> LinkExemption:
    return LinkExemption(host, "购票", "县政府办公室", "示政办函〔2026〕9号", until, "shili/links.yaml", 1)


def judge(url: str, *exemptions: LinkExemption, today: date = TODAY) -> Judgement:
    return LinkPolicy.load().judge(url, own_hosts=OWN, exemptions=exemptions, today=today)


VECTORS = [
    # our own
    ("https://www.shili.gov.cn/policy/202603/yan.html", Verdict.OWN, "own", "www.shili.gov.cn"),
    ("HTTPS://WWW.Shili.gov.cn", Verdict.OWN, "own", "www.shili.gov.cn"),
    ("//www.shili.gov.cn/", Verdict.OWN, "own", "www.shili.gov.cn"),
    ("/shichang/policy/", Verdict.OWN, "own", ""),
    ("#top", Verdict.OWN, "own", ""),
    # the state
    ("https://www.gov.cn/", Verdict.ALLOW, "state", "www.gov.cn"),
    ("  https://www.gov.cn/zhengce/\n", Verdict.ALLOW, "state", "www.gov.cn"),
    ("https://www.gov.cn./", Verdict.ALLOW, "state", "www.gov.cn"),
    ("https://www.gov.cn:443/", Verdict.ALLOW, "state", "www.gov.cn"),
    ("http://WWW.GOV.CN:80", Verdict.ALLOW, "state", "www.gov.cn"),
    ("https://zwfw.nx.gov.cn/portal?id=3&from=a", Verdict.ALLOW, "state", "zwfw.nx.gov.cn"),
    ("http://www.mod.mil.cn/", Verdict.ALLOW, "state", "www.mod.mil.cn"),
    ("https://示例县.政务/", Verdict.ALLOW, "state", "xn--fsq55hny6b.xn--zfr164b"),
    ("https://xn--fsq55hny6b.xn--zfr164b/", Verdict.ALLOW, "state", "xn--fsq55hny6b.xn--zfr164b"),
    ("https://示例图书馆.公益/", Verdict.ALLOW, "state", "xn--1jqs1am7otn2bi07a.xn--55qw42g"),
    # central media, with the parameters that their own pages carry
    ("https://www.people.com.cn/n1/2026/a.html", Verdict.ALLOW, "media", "www.people.com.cn"),
    ("https://www.news.cn/", Verdict.ALLOW, "media", "www.news.cn"),
    ("https://tv.cctv.com/2026/03/01/a.shtml?spm=C31267.PFsKSaKh6QQC", Verdict.ALLOW, "media", "tv.cctv.com"),
    ("http://www.china.org.cn/", Verdict.ALLOW, "media", "www.china.org.cn"),
    # schools, open suffixes, shared hosting
    ("https://www.tsinghua.edu.cn/", Verdict.INTERSTITIAL, "school", "www.tsinghua.edu.cn"),
    ("https://www.ict.ac.cn/", Verdict.INTERSTITIAL, "school", "www.ict.ac.cn"),
    ("https://www.shilicishan.org.cn/", Verdict.REVIEW, "org", "www.shilicishan.org.cn"),
    ("https://shili.oss-cn-beijing.aliyuncs.com/a.pdf", Verdict.REVIEW, "hosting", "shili.oss-cn-beijing.aliyuncs.com"),
    ("https://mp.weixin.qq.com/s/abc", Verdict.REVIEW, "hosting", "mp.weixin.qq.com"),
    # commerce and advertising
    ("https://t.cn/A6abc", Verdict.DENY, "shortlink", "t.cn"),
    ("https://m.tb.cn/h.5abc", Verdict.DENY, "shortlink", "m.tb.cn"),
    ("https://cpro.baidu.com/cpro/ui/uijs.php", Verdict.DENY, "adnet", "cpro.baidu.com"),
    ("//pagead2.googlesyndication.com/a.js", Verdict.DENY, "adnet", "pagead2.googlesyndication.com"),
    ("https://item.taobao.com/item.htm?id=1", Verdict.DENY, "commerce", "item.taobao.com"),
    ("https://www.jd.com", Verdict.DENY, "commerce", "www.jd.com"),
    ("https://www.news.cn/?UTM_Source=shop", Verdict.DENY, "affiliate", "www.news.cn"),
    ("https://www.gov.cn/?a=1&unionId=7#x", Verdict.DENY, "affiliate", "www.gov.cn"),
    ("https://www.gov.cn/?a=1;g%63lid=7", Verdict.DENY, "affiliate", "www.gov.cn"),
    ("https://www.gov.cn/#?gclid=7", Verdict.ALLOW, "state", "www.gov.cn"),
    # everything else
    ("https://www.example.com/", Verdict.DENY, "default", "www.example.com"),
    ("https://www.baidu.com/", Verdict.DENY, "default", "www.baidu.com"),
    # written to mislead
    ("https://gov.cn.evil.com/", Verdict.DENY, "default", "gov.cn.evil.com"),
    ("https://www.evilgov.cn/", Verdict.DENY, "default", "www.evilgov.cn"),
    ("https://www-gov.cn/", Verdict.DENY, "default", "www-gov.cn"),
    ("https://people.com.cn.evil.com/", Verdict.DENY, "default", "people.com.cn.evil.com"),
    ("https://www.gov.cn@evil.com/", Verdict.DENY, "userinfo", "evil.com"),
    ("https://www.gov.cn:80@evil.com:80/", Verdict.DENY, "userinfo", "evil.com"),
    ("https://www.gov.cn%2eevil.com/", Verdict.DENY, "form", "www.gov.cn%2eevil.com"),
    ("https://www.gоv.cn/", Verdict.DENY, "mixed-script", "www.xn--gv-fmc.cn"),
    ("https://www.xn--gv-fmc.cn/", Verdict.DENY, "mixed-script", "www.xn--gv-fmc.cn"),
    ("https://аррӏе.gov.cn/", Verdict.DENY, "mixed-script", "xn--80ak6aa92e.gov.cn"),
    ("https://ｗｗｗ.ｇｏｖ.ｃｎ/", Verdict.DENY, "wide", "www.gov.cn"),
    ("https://www.gov.cn／.evil.com/", Verdict.DENY, "wide", "www.gov.cn／.evil.com"),
    ("https://www.evil.com。gov.cn/", Verdict.DENY, "wide", "www.evil.com.gov.cn"),
    ("https:\\\\evil.com/", Verdict.DENY, "backslash", ""),
    ("https://evil.com\\@www.gov.cn/", Verdict.DENY, "backslash", ""),
    ("/\\evil.com", Verdict.DENY, "backslash", ""),
    ("https:evil.com", Verdict.DENY, "form", ""),
    ("https:///evil.com", Verdict.DENY, "form", ""),
    ("///evil.com", Verdict.DENY, "form", ""),
    ("www.gov.cn", Verdict.DENY, "form", ""),
    ("", Verdict.DENY, "form", ""),
    ("https://", Verdict.DENY, "form", ""),
    ("https://www..gov.cn/", Verdict.DENY, "form", "www..gov.cn"),
    ("https://w w.gov.cn/", Verdict.DENY, "form", "w w.gov.cn"),
    ("https://a\x00.gov.cn/", Verdict.DENY, "form", ""),
    ("java\tscript:alert(1)", Verdict.DENY, "form", ""),
    ("javascript:alert(1)", Verdict.DENY, "scheme", ""),
    ("data:text/html,x", Verdict.DENY, "scheme", ""),
    ("ftp://www.gov.cn/", Verdict.DENY, "scheme", ""),
    ("http://192.168.1.1/", Verdict.DENY, "address-number", "192.168.1.1"),
    ("http://3232235777/", Verdict.DENY, "address-number", "3232235777"),
    ("http://0xC0A80101/", Verdict.DENY, "address-number", "0xc0a80101"),
    ("http://0300.0250.1.1/", Verdict.DENY, "address-number", "0300.0250.1.1"),
    ("http://192.168.257/", Verdict.DENY, "address-number", "192.168.257"),
    ("http://[::1]/", Verdict.DENY, "address-number", "[::1]"),
    ("http://[::ffff:1.2.3.4]:80/", Verdict.DENY, "address-number", "[::ffff:1.2.3.4]:80"),
    ("http://localhost/", Verdict.DENY, "single-label", "localhost"),
    ("https://政务/", Verdict.DENY, "single-label", "xn--zfr164b"),
    ("https://www.shili.gov.cn:8443/", Verdict.DENY, "port", "www.shili.gov.cn"),
    ("https://www.gov.cn:443:443/", Verdict.DENY, "port", "www.gov.cn"),
    # no page at all
    ("mailto:zwgk@shili.gov.cn", Verdict.ALLOW, "contact", ""),
    ("TEL:0954-0000000", Verdict.ALLOW, "contact", ""),
]


@pytest.mark.parametrize(("url", "verdict", "rule", "host"), VECTORS, ids=[repr(v[0]) for v in VECTORS])
def test_an_address_is_judged_by_its_real_host(url, verdict, rule, host):
    judgement = judge(url)
    assert (judgement.verdict, judgement.rule, judgement.host) == (verdict, rule, host)
    assert judgement.why


def test_an_exemption_allows_its_host_and_the_hosts_below_it_until_its_last_day():
    ticket = exempt("12306.cn", until=date(2026, 11, 21))
    assert judge("https://www.12306.cn/", ticket).why == "经批准的外部网站（购票）"
    assert judge("https://12306.cn/", ticket).verdict is Verdict.ALLOW
    assert judge("https://x12306.cn/", ticket).rule == "default"
    late = judge("https://www.12306.cn/", ticket, today=date(2026, 11, 22))
    assert (late.verdict, late.rule, late.why) == (Verdict.DENY, "expired", "外链豁免已于 2026-11-21 到期")


def test_a_newer_exemption_replaces_one_that_has_ended():
    old, new = exempt("12306.cn", until=date(2026, 1, 1)), exempt("12306.cn")
    assert judge("https://www.12306.cn/", old, new).verdict is Verdict.ALLOW
    assert judge("https://www.12306.cn/", new, old).verdict is Verdict.ALLOW


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("t.cn", "https://t.cn/a"),
        ("baidu.com", "https://cpro.baidu.com/a"),
        ("jd.com", "https://www.jd.com/"),
        ("12306.cn", "https://www.12306.cn/?cps=9"),
        ("12306.cn", "https://www.12306.cn:81/"),
        ("12306.cn", "https://me@www.12306.cn/"),
        ("1.2.3.4", "http://1.2.3.4/"),
        ("cn", "https://www.example.cn/"),
    ],
)
def test_no_exemption_lifts_what_is_commercial_or_misshapen(host, url):
    assert judge(url, exempt(host)).verdict is Verdict.DENY


def test_shared_hosting_is_exempt_host_by_host_and_never_as_a_whole():
    bucket = "https://shili.oss-cn-beijing.aliyuncs.com/a.pdf"
    assert judge(bucket, exempt("aliyuncs.com")).verdict is Verdict.REVIEW
    assert judge(bucket, exempt("shili.oss-cn-beijing.aliyuncs.com")).verdict is Verdict.ALLOW


def test_an_own_host_comes_before_every_list():
    policy = LinkPolicy.load()
    own = frozenset({"jd.com"})
    assert policy.judge("https://jd.com/", own_hosts=own, exemptions=(), today=TODAY).verdict is Verdict.OWN


def test_a_reason_is_one_plain_chinese_phrase():
    for url, *_ in VECTORS:
        why = judge(url).why
        assert any("\u4e00" <= sign <= "\u9fff" for sign in why)
        assert not why.endswith("。")


def test_the_lists_hold_hosts_in_normal_form_and_do_not_contradict_each_other():
    policy = LinkPolicy.load()
    assert policy is LinkPolicy.load()
    assert len(policy.media) >= 30
    denied = policy.short_links | policy.ad_networks | policy.commerce
    assert not denied & policy.media.keys()
    for domain in policy.media:
        assert judge(f"https://www.{domain}/").rule == "media"
    for host in denied:
        assert judge(f"https://x.{host}/").rule in COMMERCIAL_RULES
