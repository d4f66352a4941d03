"""No file content stops the reading: findings, or a platform that is true, never a traceback."""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from portalkit.tenancy.load import load

GOOD = Path(__file__).parent.parent / "invalid" / "good"
FILES = sorted(path.relative_to(GOOD).as_posix() for path in GOOD.rglob("*.yaml"))
TODAY = date(2026, 11, 21)

PIECES = st.sampled_from(
    [": ", "- ", "? ", "{", "}", "[", "]", ",", '"', "'", "|\n", ">\n", "&a ", "*a", "!!str ", "#", "%", "---\n",
     "...\n", "\n", "  ", "\t", "：", "null", "~", "id", "kind", "columns", "people", "limits", "\\u0000", "<<: ",
     "\r", "\x85", "0954-1", "2026-02-30", "示例", "\ufeff", "\x00"]
)  # fmt: skip
SOUP = st.lists(PIECES, max_size=40).map("".join)
SCALARS = st.one_of(st.text(max_size=12), st.just("null"), st.just("2026-01-01"), st.integers().map(str))
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(SCALARS, inner, max_size=4)),
    max_leaves=12,
)


def answer(changes: dict[str, bytes]) -> None:
    """Load the good registry with changed files, and hold the answer against what is promised."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "tenants"
        shutil.copytree(GOOD, root)
        for name, raw in changes.items():
            (root / name).write_bytes(raw)
        platform, findings = load(root, today=TODAY)
        again = load(root, today=TODAY)
    blocked = any(finding.severity.blocks_publication for finding in findings)
    assert (platform is None) == blocked
    assert again == (platform, findings)
    for finding in findings:
        assert finding.what.endswith("。")
        assert finding.fix.endswith("。")
        assert finding.basis
        assert folder not in f"{finding.what}{finding.fix}{finding.where}"
        assert finding.where.line is None or finding.where.line >= 1
        assert "\n" not in finding.what + finding.fix
        f"{finding.what}{finding.fix}{finding.where}".encode()


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(FILES), raw=st.binary(max_size=200))
def test_any_bytes(name: str, raw: bytes) -> None:
    answer({name: raw})


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(FILES), text=SOUP)
def test_any_soup_of_yaml_signs(name: str, text: str) -> None:
    answer({name: text.encode("utf-8", "surrogatepass")})


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(FILES), cut=st.integers(0, 2000), text=SOUP)
def test_a_good_file_with_soup_in_it(name: str, cut: int, text: str) -> None:
    good = (GOOD / name).read_text("utf-8")
    answer({name: (good[:cut] + text + good[cut:]).encode("utf-8", "surrogatepass")})


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(FILES), tree=TREES, data=st.data())
def test_a_good_file_with_a_value_of_any_shape(name: str, tree: object, data: st.DataObject) -> None:
    import json

    good = (GOOD / name).read_text("utf-8")
    values = [match.span(1) for match in re.finditer(r": ([^\n,{}\[\]]+)", good)]
    start, end = data.draw(st.sampled_from(values))
    answer({name: (good[:start] + json.dumps(tree) + good[end:]).encode()})
