"""A sealed release can be checked with nothing but OpenSSL and coreutils, and nothing in it can be changed unseen."""

from __future__ import annotations

import dataclasses
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.releases import NOON, Press

from portalkit.errors import BadRelease, PortalError, ReleaseError, UsageError
from portalkit.model.release import Release, SealedFile
from portalkit.release import sealing
from portalkit.release.depot import Depot
from portalkit.release.keys import load_keyring, load_signer, make_keys
from portalkit.release.manifest import is_safe, manifest_text, read_manifest
from portalkit.release.opening import Documents, compare_tree, open_release, require_fresh
from portalkit.release.sealing import contents_of

PAGES = {"index.html": "首页", "a/yan.html": "食盐", "a/tu.png": b"\x89PNG", "notices/index.html": "列表"}


def opened(press: Press, documents: Documents, portal: str = "shili") -> Release:
    return open_release(documents, press.keyring, portal=portal)


def test_a_release_is_opened_with_the_public_key_alone(press: Press) -> None:
    sealed = press.seal(PAGES)
    release = opened(press, sealed.documents())
    assert [file.path for file in release.files] == sorted(PAGES)
    assert release.number == 1
    article = next(file for file in release.files if file.path == "a/yan.html")
    assert (article.tenant, article.source, article.of_article) == ("shichang", "shili/shichang/yan.md", True)
    assert not next(file for file in release.files if file.path == "index.html").of_article
    assert list(compare_tree(release, press.root)) == []


def test_an_auditor_needs_openssl_and_coreutils_only(press: Press) -> None:
    folder = press.seal(PAGES).folder
    script = f"""
    set -e
    cd {folder}
    openssl pkeyutl -verify -pubin -inkey {press.keys}/ed25519.pub -rawin -in release.json -sigfile release.json.ed25519
    test "$(grep -c "$(sha256sum < MANIFEST | cut -c1-64)" release.json)" = 1
    test "$(grep -c "$(openssl dgst -sm3 -r < MANIFEST | cut -c1-64)" release.json)" = 1
    test "$(grep -c "$(grep -v '^#' MANIFEST | sha256sum | cut -c1-64)" release.json)" = 1
    cd {press.root}
    sha256sum -c --strict --quiet {folder}/MANIFEST
    listed=$(grep -B1 '  index.html$' {folder}/MANIFEST | cut -f2 | head -1)
    test "$(openssl dgst -sm3 -r index.html | cut -c1-64)" = "$listed"
    """
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (press.root / "index.html").write_text("换了", encoding="utf-8")
    assert subprocess.run(["bash", "-c", script], capture_output=True, check=False).returncode != 0


def test_sm2_signs_beside_ed25519_and_openssl_verifies_it(press: Press) -> None:
    make_keys(press.keys, sm2=True)
    sealed = press.seal(PAGES)
    assert opened(press, sealed.documents()).number == 1
    documents = sealed.documents()
    assert set(documents.signatures) == {"ed25519", "sm2"}
    without = dataclasses.replace(documents, signatures={"ed25519": documents.signatures["ed25519"]})
    with pytest.raises(BadRelease, match="没有 sm2 签名"):
        opened(press, without)
    forged = dataclasses.replace(documents, signatures={**documents.signatures, "sm2": bytes(70)})
    with pytest.raises(BadRelease, match="sm2 签名不对"):
        opened(press, forged)


def test_the_same_tree_gives_the_same_manifest_whoever_seals_it_and_when(tmp_path: Path) -> None:
    one, other = Press(tmp_path / "1"), Press(tmp_path / "2")
    first = one.seal(PAGES)
    second = other.seal(dict(reversed(PAGES.items())), now=NOON + timedelta(days=9), least=40)
    assert first.statement.tree == second.statement.tree
    assert first.documents().manifest == second.documents().manifest
    assert second.number == 40


def test_numbers_grow_and_each_release_names_the_one_before(press: Press) -> None:
    first = press.seal(PAGES)
    second = press.seal({**PAGES, "index.html": "新首页"})
    assert second.number == 2
    assert second.statement.previous is not None
    assert (second.statement.previous.number, second.statement.previous.sha256) == (1, first.digest)


def test_what_did_not_change_is_not_read_again(press: Press) -> None:
    press.seal(PAGES)
    built = press.built({**PAGES, "index.html": "新首页"})
    read = []
    for file in built:
        if file.file != "index.html":
            (press.root / file.file).unlink()  # whoever reads it would stumble
    contents_of(press.depot, press.root, built, step=lambda: read.append(1))
    assert len(read) == 1


def test_with_full_every_file_is_read_and_a_changed_one_is_found(press: Press) -> None:
    press.seal(PAGES)
    built = press.built(PAGES)
    (press.root / "a/yan.html").write_text("被改的", encoding="utf-8")
    contents_of(press.depot, press.root, built)
    with pytest.raises(ReleaseError, match="被改动过"):
        contents_of(press.depot, press.root, built, full=True)


def test_a_new_page_that_was_changed_after_the_build_is_not_sealed(press: Press) -> None:
    built = press.built(PAGES)
    (press.root / "a/yan.html").write_text("<script>", encoding="utf-8")
    with pytest.raises(ReleaseError, match="被改动过"):
        contents_of(press.depot, press.root, built)


def test_a_withdrawn_article_is_listed_as_gone_until_it_comes_back(press: Press) -> None:
    press.seal(PAGES)
    less = {path: text for path, text in PAGES.items() if path != "a/yan.html" and path != "notices/index.html"}
    assert press.seal(less).gone() == ("a/yan.html",)
    assert press.seal({**less, "index.html": "3"}).gone() == ("a/yan.html",)
    assert press.seal(PAGES).gone() == ()


@pytest.mark.parametrize("name", ["statement", "manifest", "gone"])
@pytest.mark.parametrize("at", [0, 0.3, 0.7, 0.999])
def test_a_changed_byte_anywhere_is_found(press: Press, name: str, at: float) -> None:
    press.seal(PAGES)
    documents = press.seal({"index.html": "2"}).documents()
    raw = bytearray(getattr(documents, name))
    raw[int(len(raw) * at)] ^= 1
    with pytest.raises(BadRelease):
        opened(press, dataclasses.replace(documents, **{name: bytes(raw)}))


def test_a_release_of_another_portal_is_refused_though_the_key_is_the_same(press: Press) -> None:
    with pytest.raises(BadRelease, match="门户“shili”"):
        opened(press, press.seal(PAGES).documents(), portal="linxian")


def test_a_signature_by_a_wrong_key_is_refused(press: Press, tmp_path: Path) -> None:
    stranger = Press(tmp_path / "stranger")
    with pytest.raises(BadRelease, match="签名不对"):
        opened(press, stranger.seal(PAGES).documents())


def test_an_expired_and_an_older_release_are_refused(press: Press) -> None:
    statement = press.seal(PAGES, days=30).statement
    require_fresh(statement, now=NOON + timedelta(days=29), at_least=1)
    with pytest.raises(BadRelease, match="到期"):
        require_fresh(statement, now=NOON + timedelta(days=30))
    with pytest.raises(BadRelease, match="旧版"):
        require_fresh(statement, now=NOON, at_least=2)


def test_a_changed_a_missing_and_an_added_file_are_told_apart(press: Press) -> None:
    release = opened(press, press.seal(PAGES).documents())
    (press.root / "index.html").write_text("暗链", encoding="utf-8")
    (press.root / "a/yan.html").unlink()
    (press.root / "a/dubo.html").write_text("赌博", encoding="utf-8")
    (press.root / "a/lian").symlink_to("/etc")
    assert {(d.path, d.what) for d in compare_tree(release, press.root)} == {
        ("index.html", "changed"), ("a/yan.html", "missing"), ("a/dubo.html", "added"), ("a/lian", "added"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/.", "", "a\\b", "a\nb", "a\x00", "a/", "x" * 300]
)
def test_a_path_that_leaves_the_tree_is_refused(path: str) -> None:
    assert not is_safe(path)


@given(st.text())
def test_a_safe_path_stays_below_its_root(path: str) -> None:
    if is_safe(path):
        root = Path("/srv/tree")
        assert Path(f"{root}/{path}").parts[:3] == root.parts
        assert ".." not in Path(path).parts


def sealed_file(path: str) -> SealedFile:
    return SealedFile(path, 1, "0" * 64, "1" * 64, "portal", "@unit")


@pytest.mark.parametrize(
    "paths", [["b", "a"], ["a", "a"], ["a", "a/b"], ["a/b", "a/b/c"], ["../x"]], ids=lambda p: " ".join(p)
)
def test_a_manifest_that_no_tree_can_have_is_refused(paths: list[str]) -> None:
    with pytest.raises(BadRelease):
        read_manifest(manifest_text(map(sealed_file, paths)))


@given(st.text(alphabet="#\t\n 0aA."))
def test_a_manifest_of_noise_is_refused_and_nothing_worse(noise: str) -> None:
    with pytest.raises(BadRelease):
        read_manifest("# portalkit manifest 1\n" + noise + "x")


def test_a_key_that_others_can_read_is_not_used(press: Press) -> None:
    (press.keys / "ed25519.key").chmod(0o640)
    with pytest.raises(UsageError, match="chmod 600"):
        load_signer(press.keys)


def test_keys_are_not_made_inside_a_repository_nor_replaced(tmp_path: Path) -> None:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    with pytest.raises(UsageError, match="git"):
        make_keys(tmp_path / "repository" / "keys", sm2=False)
    make_keys(tmp_path / "keys", sm2=False)
    before = (tmp_path / "keys" / "ed25519.key").read_bytes()
    with pytest.raises(UsageError, match="已经有了"):
        make_keys(tmp_path / "keys", sm2=False)
    assert (tmp_path / "keys" / "ed25519.key").read_bytes() == before
    assert (tmp_path / "keys" / "ed25519.key").stat().st_mode & 0o777 == 0o600


def test_a_missing_key_is_told_with_its_remedy(tmp_path: Path) -> None:
    for load in (load_signer, load_keyring):
        with pytest.raises(PortalError, match="invoke keys"):
            load(tmp_path)


def test_a_key_with_a_passphrase_needs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTALKIT_PASSPHRASE", "开门")
    press = Press(tmp_path)
    assert b"ENCRYPTED" in (press.keys / "ed25519.key").read_bytes()
    press.seal(PAGES)
    monkeypatch.setenv("PORTALKIT_PASSPHRASE", "")
    with pytest.raises(UsageError, match="PORTALKIT_PASSPHRASE"):
        press.seal(PAGES)


def test_content_in_the_depot_that_was_tampered_with_is_not_given_out(press: Press) -> None:
    sealed = press.seal(PAGES)
    file = sealed.files()[0]
    next(press.depot.folder.glob(f"objects/*/{file.sha256}")).write_bytes(b"<script>")
    with pytest.raises(BadRelease, match="作废"):
        press.depot.content(file)


def test_forgetting_old_releases_keeps_what_the_kept_ones_need(press: Press) -> None:
    for number in range(1, 6):
        press.seal({"index.html": f"{number}", "a/yan.html": "同"})
    press.depot.prune(2)
    assert press.depot.numbers() == (5, 4)
    for number in (4, 5):
        sealed = press.depot.release(number)
        assert len(list(press.depot.contents(sealed.files()))) == 2
    assert len(list(press.depot.folder.glob("objects/*/*"))) == 3
    with pytest.raises(ReleaseError, match="4、5"):
        press.depot.release(1)


@pytest.mark.parametrize("written_down", ["all", "none", "not of the release before"])
def test_forgetting_a_release_keeps_a_content_that_came_back_later(press: Press, written_down: str) -> None:
    for text in ("甲", "乙", "甲", "丙", "丁"):
        press.seal({"index.html": text, "a/yan.html": "同"})
    for brought in press.depot.folder.glob("*/brought"):
        if written_down == "none":
            brought.unlink()
        elif written_down != "all":
            brought.write_bytes(b"77\n")
    depot = Depot(press.depot.folder)
    depot.prune(4)
    assert depot.numbers() == (5, 4, 3, 2)
    texts = [raw.decode() for n in depot.numbers() for file, raw in depot.contents(depot.release(n).files())]
    assert sorted(texts) == sorted(["同"] * 4 + ["甲", "乙", "丙", "丁"])
    depot.prune(2)
    assert len(list(depot.folder.glob("objects/*/*"))) == 3


def test_many_contents_are_sealed_by_several_processes_as_by_one(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {f"a/{number}.html": f"第 {number // 2} 页" for number in range(50)}
    alone = press.seal(pages)
    monkeypatch.setattr(sealing, "SHARE", 4)
    other = Press(press.folder / "other")
    shared = other.seal(pages)
    assert shared.files() == alone.files()
    assert len(list(other.depot.contents(shared.files()))) == 50
    built = other.built({name: f"{text}改" for name, text in pages.items()})
    (other.root / "a/33.html").write_text("<script>", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"33\.html 与生成时不一样"):
        contents_of(other.depot, other.root, built)
