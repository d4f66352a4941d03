"""What a round looks at: decided by the seed alone, and never an address that the portal has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portalkit.model.release import SealedFile
from portalkit.patrol import places

_NAME = st.text("abc019-", min_size=1, max_size=6)
_PATH = st.lists(_NAME, max_size=3).flatmap(
    lambda folders: st.sampled_from(["index.html", "x.html", "1.html", "a.xml", "附件.docx"]).map(
        lambda name: "/".join([*folders, name])
    )
)
_FILES = st.lists(_PATH, unique=True, min_size=1, max_size=30).map(lambda paths: [file(path) for path in paths])


def file(path: str) -> SealedFile:
    return SealedFile(path, 1, "0" * 64, "0" * 64, "portal", "@unit")


@given(files=_FILES, seed=st.text(max_size=5), count=st.integers(0, 10))
def test_the_same_seed_chooses_the_same_files_in_whatever_order_they_come(
    files: list[SealedFile], seed: str, count: int
) -> None:
    chosen = places.chosen(files, count, seed)
    assert chosen == places.chosen(files[::-1], count, seed)
    assert len(chosen) == min(count, len(files))
    assert set(chosen) <= set(files)


@given(files=_FILES, seed=st.text(max_size=5))
def test_a_probe_is_never_an_address_that_the_portal_has(files: list[SealedFile], seed: str) -> None:
    probes = places.probes(files, seed, folders=5)
    assert probes == places.probes(files[::-1], seed, folders=5)
    assert not {places.address_of(one.path) for one in files} & set(probes)
    assert len(probes) == len(set(probes)) > 60
    assert all(probe.isascii() and " " not in probe for probe in probes)


def test_another_seed_looks_elsewhere() -> None:
    files = [file(f"news/{number}.html") for number in range(100)]
    assert places.chosen(files, 5, "a") != places.chosen(files, 5, "b")
    assert places.probes(files, "a", folders=1) != places.probes(files, "b", folders=1)


def test_over_many_rounds_every_file_is_looked_at() -> None:
    files = [file(f"news/{number}.html") for number in range(100)]
    seen = {one for day in range(200) for one in places.chosen(files, 5, f"day {day}")}
    assert seen == set(files)


def test_home_and_the_first_page_of_each_section_are_in_every_round() -> None:
    paths = ["index.html", "news/index.html", "shichang/policy/index.html", "sitemap.xml", "news/202603/a.html"]
    assert [one.path for one in places.always(map(file, paths))] == ["index.html", "news/index.html", "sitemap.xml"]


def test_an_index_page_is_asked_for_as_its_folder() -> None:
    assert places.address_of("index.html") == "/"
    assert places.address_of("a/index.html") == "/a/"
    assert places.address_of("a/xindex.html") == "/a/xindex.html"
    assert places.address_of("附件.docx") == "/%E9%99%84%E4%BB%B6.docx"
