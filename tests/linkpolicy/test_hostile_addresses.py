"""Whatever is written as an address: no exception, and nothing passes for a government website that is none."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from portalkit.linkpolicy.address import host_of
from portalkit.linkpolicy.policy import LinkPolicy
from portalkit.model.links import Judgement, Verdict

OWN = frozenset({"www.shili.gov.cn"})
EVIL = st.sampled_from(["evil.com", "evil.com.cn", "xn--fiqs8s.com", "中国.com", "gov.com", "evilgov.cn"])
STATE = st.sampled_from(["www.gov.cn", "gov.cn", "www.shili.gov.cn", "www.people.com.cn", "示例.政务"])
GLUE = st.sampled_from(
    ["@", ":80@", "\\@", "\\", "%2f@", "%40", "／", "＠", "⁄", "。", "．", "‥", "\u200b", "\u2024", "%", "."]
)
PREFIX = st.sampled_from(["http://", "https://", "HTTPS://", "//", "\t//", "https:", "http:/", "", "http:///", "/\\"])
LOOKALIKE = st.sampled_from(["gоv", "gοv", "ɡov", "goν", "gѳv", "ġov", "gov\u0301", "g\u00adov\u0435"])


def judge(url: str) -> Judgement:
    return LinkPolicy.load().judge(url, own_hosts=OWN, exemptions=(), today=date(2026, 11, 21))


@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text):
    assert judge(text).why


@given(PREFIX, st.text(max_size=60), st.text(alphabet="/?#&=%;:@[]\\.", max_size=12))
def test_nothing_that_looks_like_an_address_makes_it_raise(prefix, host, tail):
    assert judge(prefix + host + tail).why


@given(PREFIX, STATE, GLUE, EVIL, st.sampled_from(["", "/", "/x?y#z", ":443/"]))
def test_a_state_name_in_front_never_makes_an_evil_host_pass(prefix, state, glue, evil, tail):
    judgement = judge(f"{prefix}{state}{glue}{evil}{tail}")
    assert not judgement.verdict.may_appear or judgement.host == ""


@given(PREFIX, LOOKALIKE)
def test_a_lookalike_of_gov_never_passes(prefix, gov):
    judgement = judge(f"{prefix}www.{gov}.cn/")
    assert judgement.verdict not in (Verdict.ALLOW, Verdict.OWN) or judgement.host in ("", "www.gov.cn")


@given(st.integers(0, 2**32 - 1))
def test_an_ip_address_never_passes_in_any_spelling(number):
    parts = [number >> shift & 255 for shift in (24, 16, 8, 0)]
    spellings = [str(number), hex(number), ".".join(map(str, parts)), ".".join(f"0{part:o}" for part in parts)]
    for spelling in (*spellings, f"[::ffff:{spellings[2]}]", f"{spellings[2]}.", f"www.gov.cn.{parts[3]}"):
        assert judge(f"http://{spelling}/").verdict is Verdict.DENY


@given(st.text(max_size=40))
def test_the_normal_form_of_a_host_is_its_own_normal_form(name):
    host = host_of(name)
    assert host is None or host_of(host) == host


@given(st.text(max_size=30))
def test_only_a_host_on_a_label_boundary_below_a_state_suffix_is_the_state(name):
    judgement = judge(f"https://{name}/")
    if judgement.rule == "state":
        assert judgement.host.endswith((".gov.cn", ".mil.cn", ".xn--zfr164b", ".xn--55qw42g")) or (
            judgement.host in ("gov.cn", "mil.cn")
        )
