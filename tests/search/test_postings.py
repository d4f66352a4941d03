"""A postings file gives back what was written, and refuses what it did not write."""

from __future__ import annotations

import tempfile
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portalkit.search.postings import Postings, write_postings

NUMBERS = st.sets(st.integers(0, 65535), min_size=1, max_size=20).map(lambda found: array("H", sorted(found)))
FIELDS = st.dictionaries(
    st.sampled_from(["title", "text", "number"]),
    st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4), NUMBERS, max_size=12),
    max_size=3,
)


def written(path: Path, fields: dict[str, dict[str, array[int]]]) -> Postings:
    with path.open("wb") as file:
        size = write_postings(file, fields)
    assert path.stat().st_size == size
    with path.open("rb") as file:
        return Postings(file)


@settings(max_examples=80, deadline=None)
@given(fields=FIELDS, other=st.text(st.characters(exclude_categories=["Cs"]), max_size=4))
def test_what_was_written_is_read(fields: dict[str, dict[str, array[int]]], other: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        postings = written(Path(scratch, "p"), fields)
        assert list(postings.fields) == sorted(fields)
        for name, terms in fields.items():
            field = postings.fields[name]
            in_order = sorted(term.encode() for term in terms)
            assert list(field.terms()) == in_order
            assert list(field.terms(other.encode())) == [term for term in in_order if term >= other.encode()]
            for term in {*terms, other}:
                expected = terms.get(term, array("H"))
                assert field.numbers(term.encode()) == expected
                assert field.count(term.encode()) == len(expected)
                ahead = array(
                    "H", [n for t in sorted(terms) if t.encode() >= other.encode() and t < term for n in terms[t]]
                )
                assert other > term or field.numbers_between(other.encode(), term.encode()) == ahead
        postings.close()


@pytest.mark.parametrize("damage", ["cut", "magic", "directory", "empty tail"])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "p"
    written(path, {"text": {"食盐": array("H", [1])}}).close()
    good = path.read_bytes()
    spoilt = {
        "cut": good[:-1],
        "magic": b"x" + good[1:],
        "directory": good[:-30] + b"\xc1" * 14 + good[-16:],
        "empty tail": good[:-16] + bytes(16),
    }
    path.write_bytes(spoilt[damage])
    with path.open("rb") as file, pytest.raises(ValueError, match="no postings file of this machine"):
        Postings(file)
