"""One answer held against one released file: whatever is not exactly it raises an alarm, whatever is does not."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from portalkit.model import delivery
from portalkit.model.patrol import AlarmKind
from portalkit.model.release import SealedFile
from portalkit.patrol.answers import Portal, judge, judge_absent, judge_headers
from portalkit.patrol.fetching import Fetched
from portalkit.patrol.visitors import BROWSER

PORTAL = Portal("www.shili.gov.cn", True, "示例县人民政府")
_TROUBLES = st.sampled_from(["", "slow", "huge", "broken", "refused", "untrusted"])
_HEADERS = st.lists(
    st.tuples(
        st.sampled_from(["location", "content-type", "set-cookie", "refresh", "content-security-policy", "x"]),
        st.text(max_size=30),
    ),
    max_size=4,
).map(tuple)
_ANSWERS = st.builds(Fetched, st.integers(100, 599), _HEADERS, st.binary(max_size=200), _TROUBLES)


def released(raw: bytes, path: str = "news/a.html") -> SealedFile:
    return SealedFile(path, len(raw), hashlib.sha256(raw).hexdigest(), "0" * 64, "portal", "@unit")


@given(answer=_ANSWERS, raw=st.binary(max_size=200), path=st.sampled_from(["news/a.html", "a.docx", "index.html"]))
def test_an_answer_that_is_not_the_file_raises_an_alarm_and_the_file_itself_does_not(
    answer: Fetched, raw: bytes, path: str
) -> None:
    genuine = answer.status == 200 and not answer.trouble and answer.body == raw
    assert bool(judge(released(raw, path), answer, BROWSER, PORTAL).alarms) is not genuine
    assert judge(released(raw, path), Fetched(200, (), raw), BROWSER, PORTAL).alarms == ()


@given(answer=_ANSWERS)
def test_a_page_where_nothing_may_be_raises_an_alarm(answer: Fetched) -> None:
    alarms = judge_absent("/bet/x.html", answer, BROWSER, PORTAL, released(b"absent", "404.html")).alarms
    if answer.status == 200 and not answer.trouble:
        assert AlarmKind.ADDED in {alarm.kind for alarm in alarms}
    if answer.status in (404, 410) and answer.body == b"absent" and not answer.trouble:
        assert alarms == ()


def good_headers(path: str) -> dict[str, str]:
    return {
        **{name.lower(): value for name, value in delivery.SECURITY_HEADERS.items()},
        "strict-transport-security": delivery.STRICT_TRANSPORT,
        "content-type": delivery.content_type(path),
        "cache-control": delivery.cache_control(f"/{path}"),
    }


@given(path=st.sampled_from(["a.html", "static/x.0123abcd.css", "a/b.docx", "feed.xml"]), data=st.data())
def test_a_header_that_is_missing_or_different_raises_an_alarm(path: str, data: st.DataObject) -> None:
    headers = good_headers(path)
    assert list(judge_headers(f"/{path}", Fetched(200, tuple(headers.items())), BROWSER, PORTAL, path=path)) == []
    name = data.draw(st.sampled_from(sorted(headers)))
    value = data.draw(st.sampled_from(["", "x"]))
    changed = {**headers, name: value} if value else {key: kept for key, kept in headers.items() if key != name}
    alarms = list(judge_headers(f"/{path}", Fetched(200, tuple(changed.items())), BROWSER, PORTAL, path=path))
    assert [name in alarm.what.lower() for alarm in alarms] == [True]


@given(answer=_ANSWERS)
def test_headers_of_any_answer_can_be_judged(answer: Fetched) -> None:
    list(judge_headers("/a.html", answer, BROWSER, PORTAL, path="a.html"))
