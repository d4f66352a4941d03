"""What is done to a live portal is seen from outside, with the public key alone; each attack has its test."""

from __future__ import annotations

import gzip
import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest
from support.livesite import HOST, LATER, LiveSite, kinds, of_kind
from support.releases import Press
from support.webserver import needs_nginx

from portalkit.model.patrol import AlarmKind

pytestmark = needs_nginx


ARTICLE = "shichang/policy/202603/yan-2.html"


def test_a_portal_as_it_was_released_raises_no_alarm(live: LiveSite) -> None:
    with live.up():
        one = live.verify()
    assert one.alarms == ()
    assert one.full
    assert one.seen
    assert one.seen.number == 1
    assert one.checked == len(live.released) - 1  # the page for what is absent has no address


def test_a_sample_of_a_portal_as_it_was_released_raises_no_alarm(live: LiveSite) -> None:
    with live.up():
        one = live.verify(sample=5, seed="a")
        assert one.alarms == ()
        assert one.checked < len(live.released) - 1


def test_changed_page(live: LiveSite) -> None:
    live.inject(ARTICLE, "<p>改一个字</p>")
    with live.up():
        one = live.verify()
    assert [alarm.path for alarm in of_kind(one, AlarmKind.CHANGED)] == [ARTICLE]
    assert kinds(one) == {AlarmKind.CHANGED}


def test_changed_by_one_byte_of_the_same_size(live: LiveSite) -> None:
    raw = (live.tree / ARTICLE).read_bytes()
    live.change(ARTICLE, raw.replace("正文内容".encode(), "正义内容".encode(), 1))
    with live.up():
        assert kinds(live.verify()) == {AlarmKind.CHANGED}


def test_changed_attachment(live: LiveSite) -> None:
    name = next(name for name in live.released if name.endswith(".csv"))
    live.change(name, "名称,数量\n食盐,9\n")
    with live.up():
        assert [alarm.path for alarm in live.verify().alarms] == [name]


def test_missing_file(live: LiveSite) -> None:
    (live.tree / ARTICLE).unlink()
    with live.up():
        one = live.verify()
    assert [(alarm.kind, alarm.path) for alarm in one.alarms] == [(AlarmKind.MISSING, ARTICLE)]


def test_added_page_at_a_usual_place(live: LiveSite) -> None:
    live.change("bet/index.html", "<title>开云体育app官网下载</title><p>x")
    with live.up():
        one = live.verify(sample=3)
    assert "bet/" in {alarm.path for alarm in of_kind(one, AlarmKind.ADDED)}
    assert any("开云体育" in alarm.what for alarm in of_kind(one, AlarmKind.TITLE))


def test_added_page_that_a_changed_page_leads_to(live: LiveSite) -> None:
    live.change("notices/zhuanti-k7/x9.html", "<title>x</title>")
    live.inject("index.html", '<a href="/notices/zhuanti-k7/x9.html">专题</a>')
    with live.up():
        one = live.verify(sample=0)
    assert "notices/zhuanti-k7/x9.html" in {alarm.path for alarm in of_kind(one, AlarmKind.ADDED)}


def test_added_page_that_the_access_log_tells_of(live: LiveSite) -> None:
    live.change("hidden/a1b2.html", "<title>x</title>")
    log = live.root / "access.log"
    log.write_text(
        '203.0.113.9 - - [21/Nov/2026:12:00:00 +0800] "GET /hidden/a1b2.html?b=1 HTTP/1.1" 200 99 "-" "Baiduspider"\n'
        '203.0.113.9 - - [21/Nov/2026:12:00:01 +0800] "GET /nope.html HTTP/1.1" 404 99 "-" "x"\n',
        encoding="utf-8",
    )
    with live.up():
        assert live.verify(sample=0).alarms == ()
        one = live.verify(sample=0, access_log=log)
    assert [alarm.path for alarm in of_kind(one, AlarmKind.ADDED)] == ["hidden/a1b2.html"]


def test_pages_made_for_any_address(live: LiveSite) -> None:
    """A parasite answers every address with a page."""
    live.change("bait.html", "<title>澳门赌场</title>")
    rule = "location ~ ^/news/ { rewrite ^ /bait.html break; }\n    location / {"
    with live.up(conf=live.config.replace("location / {", rule, 1)):
        one = live.verify(sample=3)
    assert AlarmKind.ADDED in kinds(one)


def test_parasite_in_the_page_for_what_is_absent(live: LiveSite) -> None:
    live.inject("404.html", '<script src="https://cdn.evil.example/x.js"></script>')
    with live.up():
        one = live.verify(sample=0)
    assert ("404.html", AlarmKind.CHANGED) in {(alarm.path, alarm.kind) for alarm in one.alarms}
    assert AlarmKind.SCRIPT in kinds(one)


def test_injected_script(live: LiveSite) -> None:
    live.inject("index.html", "<script>document.write('x')</script>", before="</head>")
    with live.up():
        one = live.verify(sample=0)
    assert any("脚本" in alarm.what for alarm in of_kind(one, AlarmKind.SCRIPT))


def test_injected_script_from_elsewhere(live: LiveSite) -> None:
    live.inject("index.html", '<script src="//js.evil.example/51la.js"></script>', before="</head>")
    with live.up():
        assert any("外站" in alarm.what for alarm in of_kind(live.verify(sample=0), AlarmKind.SCRIPT))


def test_injected_hidden_links(live: LiveSite) -> None:
    live.inject("index.html", '<div style="position:absolute;left:-9999px"><a href="https://b.example/">彩票</a></div>')
    with live.up():
        found = of_kind(live.verify(sample=0), AlarmKind.LINK)
    assert {alarm.what for alarm in found} >= {"链接到外站 b.example", "读者看不见的链接", "用样式藏着链接"}


def test_title_injection(live: LiveSite) -> None:
    page = (live.tree / "index.html").read_text(encoding="utf-8")
    live.change("index.html", re.sub("<title>", "<title>365bet体育官网_", page))
    with live.up():
        one = live.verify(sample=0)
    assert AlarmKind.TITLE in kinds(one)


def test_keyword_injection(live: LiveSite) -> None:
    page = (live.tree / "index.html").read_text(encoding="utf-8")
    live.change("index.html", re.sub('(name="ColumnKeywords" content=")', r"\g<1>澳门新葡京,", page))
    with live.up():
        assert any("新葡京" in alarm.what for alarm in of_kind(live.verify(sample=0), AlarmKind.TITLE))


def cloaked(live: LiveSite, condition: str) -> str:
    live.change("bait/index.html", "<title>凯发app官网开户</title>")
    rule = f"location = /index.html {{ if ({condition}) {{ rewrite ^ /bait/index.html break; }} }}\n    location / {{"
    return live.config.replace("location / {", rule, 1)


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("百度蜘蛛", '$http_user_agent ~* "baiduspider"'),
        ("从百度点进来的", '$http_referer ~* "baidu\\.com"'),
        ("手机", '$http_user_agent ~* "Mobile Safari"'),
        ("搜狗蜘蛛", '$http_user_agent ~* "sogou"'),
    ],
)
def test_cloaking(live: LiveSite, name: str, condition: str) -> None:
    with live.up(conf=cloaked(live, condition)):
        one = live.verify(sample=0)
    assert name in {alarm.visitor for alarm in of_kind(one, AlarmKind.CLOAKING)}
    assert any("凯发" in alarm.what for alarm in of_kind(one, AlarmKind.TITLE))
    assert "index.html" not in {alarm.path for alarm in of_kind(one, AlarmKind.CHANGED)}


def test_cloaking_by_what_follows_the_question_mark(live: LiveSite) -> None:
    with live.up(conf=cloaked(live, '$args ~ "from=baidu"')):
        assert AlarmKind.CHANGED in kinds(live.verify(sample=0))


def test_only_the_compressed_copy_is_changed(live: LiveSite) -> None:
    """Readers get the copy; whoever checks without compression sees nothing."""
    page = live.released["index.html"]
    copy = live.site / "live" / "packed" / "index.html.gz"
    copy.parent.mkdir()
    copy.write_bytes(gzip.compress(page.replace(b"</body>", b"<script>x()</script></body>")))
    with live.up():
        one = live.verify(sample=0)
    assert {AlarmKind.CHANGED, AlarmKind.SCRIPT} <= kinds(one)


def test_a_page_is_led_to_another_website(live: LiveSite) -> None:
    rule = "location = /index.html { return 302 https://casino.example/; }\n    location / {"
    with live.up(conf=live.config.replace("location / {", rule, 1)):
        found = of_kind(live.verify(sample=0), AlarmKind.REDIRECT)
    assert any("casino.example" in alarm.what for alarm in found)


def test_changed_manifest(live: LiveSite) -> None:
    with live.up():
        assert live.verify(sample=0).clean
        manifest = live.site / "live" / "documents" / "MANIFEST"
        text = manifest.read_text(encoding="utf-8")
        raw = b"<title>x</title>"
        live.change("index.html", raw)
        old = hashlib.sha256(live.released["index.html"]).hexdigest()
        manifest.write_text(text.replace(old, hashlib.sha256(raw).hexdigest()), encoding="utf-8")
        one = live.verify(sample=0)
    assert AlarmKind.MANIFEST in kinds(one)
    assert any(a.path == "index.html" for a in of_kind(one, AlarmKind.CHANGED)), "held against the release seen before"


def test_signature_by_a_wrong_key(live: LiveSite) -> None:
    other = Press(live.root / "other")
    sealed = other.seal({"index.html": "evil"})
    for name, raw in sealed.documents().files().items():
        (live.site / "live" / "documents" / name).write_bytes(raw)
    live.change("index.html", "evil")
    with live.up():
        assert any("签名不对" in alarm.what for alarm in of_kind(live.verify(sample=0), AlarmKind.MANIFEST))


def test_release_of_another_portal(live: LiveSite) -> None:
    with live.up():
        one = live.verify(sample=0, portal="beishan")
    assert any("不是“beishan”" in alarm.what for alarm in of_kind(one, AlarmKind.MANIFEST))


def test_older_release_served(live: LiveSite) -> None:
    first = live.site / "first"
    (live.site / "a").rename(live.site / "kept")
    (live.site / "kept").rename(live.site / "a")
    changed = {**live.released, "index.html": live.released["index.html"] + b"\n"}
    live.publish(now=LATER, pages=changed)
    with live.up():
        assert live.verify(now=LATER + timedelta(hours=1)).clean
        (live.site / "live.new").symlink_to("a")
        (live.site / "live.new").replace(live.site / "live")
        one = live.verify(now=LATER + timedelta(hours=2))
    assert [alarm.kind for alarm in one.alarms] == [AlarmKind.OLDER]
    assert not first.exists()


def test_expired_release(live: LiveSite) -> None:
    with live.up():
        one = live.verify(now=LATER + timedelta(days=31))
    assert [alarm.kind for alarm in one.alarms] == [AlarmKind.EXPIRED]


def test_expired_release_with_the_clock_set_back(live: LiveSite) -> None:
    with live.up():
        live.verify(now=LATER + timedelta(days=31), sample=0)
        one = live.verify(now=LATER, sample=0)
    assert {alarm.kind for alarm in one.alarms} == {AlarmKind.EXPIRED}
    assert len(one.alarms) == 2


@pytest.mark.parametrize("header", ["Content-Security-Policy", "X-Content-Type-Options", "Strict-Transport-Security"])
def test_missing_header(live: LiveSite, header: str) -> None:
    conf = re.sub(rf"(?m)^    add_header {header} .*$", "", live.config)
    with live.up(conf=conf):
        one = live.verify(sample=2)
    assert [(alarm.kind, alarm.what) for alarm in one.alarms] == [(AlarmKind.HEADER, f"缺少响应头 {header}")]
    assert one.alarms[0].count > 2


def test_loosened_policy_and_a_cookie(live: LiveSite) -> None:
    conf = live.config.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    conf = conf.replace("    add_header Vary", "    add_header Set-Cookie a=b always;\n    add_header Vary")
    with live.up(conf=conf):
        found = {alarm.what for alarm in live.verify(sample=2).alarms}
    assert found == {"响应头 Content-Security-Policy 被改", "多出响应头 set-cookie"}


def test_only_people_from_a_search_engine_are_sent_away_by_a_header(live: LiveSite) -> None:
    """The page is the released one; a header leads away whoever comes from Baidu."""
    rule = 'map $http_referer $away { default ""; "~baidu" "0;url=https://casino.example/"; }\n'
    conf = rule + live.config.replace(
        "    add_header Vary", "    add_header Refresh $away always;\n    add_header Vary"
    )
    with live.up(conf=conf):
        one = live.verify(sample=0)
    assert {(alarm.what, alarm.visitor) for alarm in one.alarms} == {("多出响应头 refresh", "从百度点进来的")}


def test_a_header_on_pages_that_do_not_exist_only(live: LiveSite) -> None:
    rule = 'map $status $away { default ""; 404 "0;url=https://casino.example/"; }\n'
    conf = rule + live.config.replace(
        "    add_header Vary", "    add_header Refresh $away always;\n    add_header Vary"
    )
    with live.up(conf=conf):
        assert [alarm.what for alarm in live.verify(sample=0).alarms] == ["多出响应头 refresh"]


def test_a_release_that_is_published_during_a_round_raises_no_alarm(
    live: LiveSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portalkit.workflows import outside

    changed = {**live.released, "index.html": live.released["index.html"] + b"\n"}
    look, rounds = outside.look, []

    def looked(*arguments: Any) -> Any:
        if not rounds:
            live.publish(now=LATER, pages=changed)
        rounds.append(1)
        return look(*arguments)

    monkeypatch.setattr(outside, "look", looked)
    with live.up():
        one = live.verify(sample=2, now=LATER + timedelta(minutes=1))
    assert (one.alarms, len(rounds)) == ((), 2)
    assert one.seen
    assert one.seen.number == 2


def test_withdrawn_page_that_is_back(live: LiveSite) -> None:
    name = "a/withdrawn.html"
    live.publish(pages={**live.released, name: b"<title>x</title>"})
    live.publish(now=LATER)
    with live.up():
        assert live.verify().clean
        live.change(name, "<title>x</title>")
        (live.site / "live" / "gone" / name).unlink()
        found = of_kind(live.verify(), AlarmKind.RETURNED)
    assert [alarm.path for alarm in found] == [name]


def test_a_certificate_that_nobody_vouches_for(live: LiveSite) -> None:
    with live.up():
        one = live.verify(authority="")
    assert kinds(one) == {AlarmKind.UNREACHABLE}
    assert one.seen is None


def test_a_website_that_is_down(live: LiveSite) -> None:
    one = live.verify()
    assert kinds(one) == {AlarmKind.UNREACHABLE}
    assert one.requests < 20


def test_requests_go_to_one_host_only_and_are_never_led_away(live: LiveSite) -> None:
    with live.up(
        conf=live.config.replace(
            "location / {",
            f"location = /index.html {{ return 301 https://{HOST}.evil.example/; }}\n    location / {{",
            1,
        )
    ):
        one = live.verify(sample=0)
    assert AlarmKind.REDIRECT in kinds(one)
