"""Whatever the registry, an operator or a file name holds: the configuration says what it should, or is not written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portalkit.errors import UsageError
from portalkit.server.nginx import moved_table, site_config
from portalkit.server.plan import Machine, Moved, OldHost, OwnHost, ServerPlan, plan_for
from portalkit.server.tokens import phrase, token
from portalkit.tenancy.load import load

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)
MACHINE = Machine(site="/srv/portal/shili/current")
BAD = st.sampled_from([";", "}", "{", "\n", '"', "'", "\\", "$", " ", "#", "\r", "\x00", "`", "%", "|", "（"])
HOSTILE = st.builds(lambda a, b, c: a + b + c, st.text(max_size=10), BAD, st.text(max_size=30)) | st.sampled_from(
    [
        "a; root /;",
        "x}\nserver{listen 81;}",
        "a$request_uri",
        'a" always; alias /etc/',
        "ok\n}",
        "~.*",
        "*.gov.cn",
        "www.shili.gov.cn;#",
    ]
)


def tokens(text: str) -> list[str]:
    """The words, strings, ``;``, ``{`` and ``}`` of a configuration, as nginx divides it."""
    found: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in " \t\r\n":
            at += 1
        elif char == "#":
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        elif char in ";{}":
            found.append(char)
            at += 1
        elif char in "\"'":
            end = at + 1
            while text[end] != char:
                end += 2 if text[end] == "\\" else 1
            found.append(text[at : end + 1])
            at = end + 1
        else:
            end = at
            while end < len(text) and text[end] not in " \t\r\n;{":
                end += 2 if text[end] == "\\" else 1
            found.append(text[at:end])
            at = end
    return found


def plan(
    host: str = "www.shili.gov.cn", *, old: str = "www.old.gov.cn", path: str = "/zcfg/", to: str = "/x/"
) -> ServerPlan:
    old_host = OldHost(old, "/legacy/", "/migration/legacy.html", (Moved(path, to),))
    return ServerPlan(
        "shili", MACHINE, (OwnHost(host), OwnHost("jt.shili.gov.cn", "/jt/")), (old_host,), "shili.gov.cn"
    )


SHAPE = len(tokens(site_config(plan())))


@pytest.mark.parametrize("place", ["host", "old", "path", "to"])
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=HOSTILE)
def test_a_hostile_value_never_becomes_more_than_one_word(place: str, value: str) -> None:
    try:
        config = site_config(plan(**{place: value}))
    except UsageError:
        return
    assert len(tokens(config)) == SHAPE


@settings(max_examples=100)
@given(portal=HOSTILE)
def test_a_hostile_portal_id_is_refused(portal: str) -> None:
    with pytest.raises(UsageError):
        site_config(replace(plan(), portal=portal))


@settings(max_examples=300)
@given(urls=st.lists(st.text(max_size=40).map(lambda text: f"/{text}") | HOSTILE, max_size=5))
def test_a_table_has_one_key_and_one_value_on_each_line(urls: list[str]) -> None:
    for table in (
        moved_table(dict.fromkeys(urls, "/new.html")),
        *(moved_table({"/old": url}) for url in urls),
    ):
        words = tokens(table)
        assert len(words) == 3 * table.count("\n")
        assert all(word == ";" for word in words[2::3])
        assert all(word.startswith('"/') for word in words[::3])


@pytest.mark.parametrize("option", ["site", "kit", "tables", "certificates", "logs"])
@pytest.mark.parametrize(
    "value", ["", "relative/x", "/a b", "/a;b", "/a/../b", "/a$b", "/a\n", "/.ssh/x", "/a//b", "/a/"]
)
def test_a_folder_that_could_mean_something_else_is_refused(option: str, value: str) -> None:
    with pytest.raises(UsageError, match=option):
        replace(MACHINE, **{option: value})


@pytest.mark.parametrize("value", ["10.0.0.0/33", "all", "10.0.0.0/8;", "unix:"])
def test_a_gateway_that_is_no_network_is_refused(value: str) -> None:
    with pytest.raises(UsageError):
        replace(MACHINE, proxies=(value,))


@pytest.mark.parametrize(
    "value", ["localhost", "127.0.0.1:80;", "unix:relative", "unix:/run/../etc/x", "http://x:1/", "a b:1"]
)
def test_a_search_address_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(UsageError):
        replace(MACHINE, search=value)


@settings(max_examples=200)
@given(value=HOSTILE)
def test_a_word_and_a_phrase_hold_no_second_meaning(value: str) -> None:
    for write in (token, phrase):
        try:
            assert len(tokens(str(write(value)))) == 1
        except UsageError:
            continue


def test_the_example_platform_can_be_written() -> None:
    platform, _ = load(ROOT / "tenants", today=TODAY)
    assert platform
    for tree in platform.portals:
        assert tokens(site_config(plan_for(tree, MACHINE, today=TODAY)))
