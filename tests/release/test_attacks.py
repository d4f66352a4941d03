"""Each attack by its name, against the real programs of the server behind a real sshd."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from support.delivering import connected, deliver, now, offer, sealed_now
from support.releases import Press
from support.servers import ACTIVATE, WebServer

from portalkit.errors import TargetError
from portalkit.model.release import SealedFile
from portalkit.release.delta import change_of, delta_bytes
from portalkit.release.depot import Sealed
from portalkit.release.manifest import entry_text
from portalkit.release.returning import choose, contents_to_return
from portalkit.release.sealing import Occasion, seal

PAGES = {"index.html": "首页", "a/yan.html": "食盐", "notices/index.html": "列表"}
EVIL = b"<script src=//dubo.example></script>"
EVIL_SHA = hashlib.sha256(EVIL).hexdigest()


@pytest.fixture
def live(press: Press, server: WebServer) -> Sealed:
    """The site as it should be."""
    sealed = sealed_now(press, PAGES)
    deliver(press, server, sealed)
    return sealed


def offered(press: Press, server: WebServer, documents: dict[str, bytes], *contents: bytes) -> None:
    with connected(press, server) as reception:
        offer(reception, documents, {hashlib.sha256(raw).hexdigest(): raw for raw in contents})


def documents_of(sealed: Sealed, base: Sealed | None) -> dict[str, bytes]:
    """What an honest upload sends."""
    files = {k: v for k, v in sealed.documents().files().items() if k.startswith("release.json")}
    return {**files, "delta.json": delta_bytes(change_of(base, sealed), sealed)}


def with_delta(documents: dict[str, bytes], **more: object) -> dict[str, bytes]:
    return {**documents, "delta.json": json.dumps({**json.loads(documents["delta.json"]), **more}).encode()}


def evil_entry(path: str) -> str:
    return entry_text(SealedFile(path, len(EVIL), EVIL_SHA, "0" * 64, "portal", "@unit"))


def assert_untouched(server: WebServer) -> None:
    assert server.pages() == PAGES
    assert server.check().returncode == 0


def test_attack_changed_page_in_the_upload(press: Press, server: WebServer, live: Sealed) -> None:
    sealed = sealed_now(press, {**PAGES, "index.html": "新首页"})
    with pytest.raises(TargetError, match="与签名的发布说明不符"):
        offered(press, server, with_delta(documents_of(sealed, live), entries=evil_entry("index.html")), EVIL)
    assert_untouched(server)


def test_attack_changed_page_under_the_name_of_the_right_content(press: Press, server: WebServer, live: Sealed) -> None:
    sealed = sealed_now(press, {**PAGES, "index.html": "新首页"})
    honest = next(file for file in sealed.files() if file.path == "index.html")
    with pytest.raises(TargetError, match="摘要不符"), connected(press, server) as reception:
        offer(reception, documents_of(sealed, live), {honest.sha256: EVIL})
    (server.root / "incoming" / "objects").mkdir(exist_ok=True)
    (server.root / "incoming" / "objects" / honest.sha256).write_bytes(EVIL)  # past receive.py, on the disk itself
    with connected(press, server) as reception:
        for name, raw in documents_of(sealed, live).items():
            reception.document(name, raw)
        assert reception.activate()["missing"] == [honest.sha256]
    assert_untouched(server)


def test_attack_changed_page_on_the_server_is_told_and_mended(press: Press, server: WebServer, live: Sealed) -> None:
    for slot in ("a", "b"):
        if (server.root / slot / "tree" / "a").is_dir():
            (server.root / slot / "tree" / "a" / "yan.html").write_bytes(EVIL)
    check = server.check()
    assert (check.returncode, check.stdout) == (1, "changed or missing: a/yan.html\n")
    deliver(press, server, sealed_now(press, {**PAGES, "index.html": "2"}))
    deliver(press, server, sealed_now(press, PAGES))
    assert_untouched(server)


def test_attack_added_page_in_the_upload(press: Press, server: WebServer, live: Sealed) -> None:
    sealed = sealed_now(press, {**PAGES, "index.html": "新首页"})
    documents = documents_of(sealed, live)
    entries = json.loads(documents["delta.json"])["entries"] + evil_entry("dubo.html")
    with pytest.raises(TargetError, match="与签名的发布说明不符"):
        offered(press, server, with_delta(documents, entries=entries), EVIL)
    assert_untouched(server)


def test_attack_added_page_on_the_server_is_told_and_removed(press: Press, server: WebServer, live: Sealed) -> None:
    for slot in ("a", "b"):
        tree = server.root / slot / "tree"
        tree.mkdir(exist_ok=True)
        (tree / "dubo.html").write_bytes(EVIL)
        (tree / "etc").symlink_to("/etc")
    assert server.check().stdout == "added: dubo.html\nadded: etc\n"
    deliver(press, server, sealed_now(press, {**PAGES, "index.html": "2"}))
    deliver(press, server, sealed_now(press, PAGES))
    assert_untouched(server)


def test_attack_folder_replaced_by_a_link_to_one_with_the_same_files(press: Press, server: WebServer) -> None:
    sealed = sealed_now(press, PAGES)
    deliver(press, server, sealed)
    deliver(press, server, sealed_now(press, {**PAGES, "index.html": "2"}))
    spare = server.root / "a" / "tree" / "notices"
    shutil.move(spare, server.folder / "elsewhere")
    spare.symlink_to(server.folder / "elsewhere")
    deliver(press, server, sealed_now(press, PAGES))
    assert not spare.is_symlink()
    assert_untouched(server)


def test_attack_changed_manifest(press: Press, server: WebServer, live: Sealed) -> None:
    sealed = sealed_now(press, {**PAGES, "index.html": "新首页"})
    documents = documents_of(sealed, live)
    statement = json.loads(documents["release.json"])
    statement["documents"]["MANIFEST"]["sha256"] = EVIL_SHA
    with pytest.raises(TargetError, match="ed25519 签名不对"):
        offered(press, server, {**documents, "release.json": json.dumps(statement).encode()})
    assert_untouched(server)


def test_attack_old_release_replayed(press: Press, server: WebServer, live: Sealed) -> None:
    deliver(press, server, sealed_now(press, {**PAGES, "index.html": "新首页"}))
    with pytest.raises(TargetError, match="不比见过的第 2 号新"):
        offered(press, server, documents_of(live, None), *(press.depot.content(file) for file in live.files()))
    assert server.pages()["index.html"] == "新首页"


def test_attack_old_release_replayed_after_a_rollback(press: Press, server: WebServer, live: Sealed) -> None:
    second = sealed_now(press, {**PAGES, "index.html": "有错的首页"})
    deliver(press, server, second)
    back = contents_to_return(press.depot, choose(press.depot, None))
    occasion = Occasion("shili", "x", now(), timedelta(days=9), "c", rollback_to=1)
    deliver(press, server, seal(press.depot, back.contents, press.signer, occasion))
    with pytest.raises(TargetError, match="不比见过的第 3 号新"):
        offered(press, server, documents_of(second, None), *(press.depot.content(file) for file in second.files()))
    assert_untouched(server)


def test_attack_signature_by_a_wrong_key(press: Press, server: WebServer, live: Sealed, tmp_path: Path) -> None:
    thief = Press(tmp_path / "thief")
    sealed = sealed_now(thief, {"index.html": EVIL.decode()}, least=99)
    with pytest.raises(TargetError, match="ed25519 签名不对"):
        offered(press, server, documents_of(sealed, None), EVIL)
    assert_untouched(server)


def test_attack_signature_left_out(press: Press, server: WebServer, live: Sealed) -> None:
    documents = documents_of(sealed_now(press, {"index.html": "x"}), live)
    del documents["release.json.ed25519"]
    with pytest.raises(TargetError, match="ed25519 签名不对"):
        offered(press, server, documents)
    assert_untouched(server)


def test_attack_release_of_another_portal(press: Press, server: WebServer, live: Sealed, tmp_path: Path) -> None:
    other = Press(tmp_path / "other", portal="linxian")
    shutil.copytree(press.keys, other.keys, dirs_exist_ok=True)  # even if both portals used one key
    sealed = sealed_now(other, {"index.html": "邻县"}, least=99)
    with pytest.raises(TargetError, match="门户 linxian 的发布"):
        offered(press, server, documents_of(sealed, None), "邻县".encode())
    assert_untouched(server)


@pytest.mark.parametrize("path", ["../../live/evil", "/etc/cron.d/evil", "a/../../../evil", "a//evil", "./evil"])
def test_attack_path_escape_even_with_a_good_signature(
    press: Press, server: WebServer, live: Sealed, path: str
) -> None:
    evil = press.depot.admit(_file(press.folder / "evil", EVIL), EVIL_SHA)
    before = sealed_now(press, PAGES).files()
    contents = contents_to_return(press.depot, live).contents
    files = tuple(sorted((*before, SealedFile(path, len(evil), EVIL_SHA, "0" * 64, "portal", "@unit"))))
    occasion = Occasion("shili", "x", now(), timedelta(days=9), "c")
    sealed = seal(press.depot, dataclasses.replace(contents, files=files), press.signer, occasion)
    entries = "".join(map(entry_text, files))
    delta = {"base": "", "removed": [], "entries": entries, "gone_removed": [], "gone_added": []}
    honest = {k: v for k, v in sealed.documents().files().items() if k.startswith("release.json")}
    with pytest.raises(TargetError, match="路径不对"):
        offered(press, server, {**honest, "delta.json": json.dumps(delta).encode()}, EVIL)
    assert_untouched(server)
    assert not list(server.folder.rglob("evil*"))


@pytest.mark.parametrize(
    "name", ["../../keys/ed25519.pub", "../../a/notes", "notes", "/tmp/evil", "evil.json", "release.json.."]
)
def test_attack_path_escape_by_the_name_of_a_document(press: Press, server: WebServer, live: Sealed, name: str) -> None:
    with pytest.raises(TargetError, match="文件名不对"):
        offered(press, server, {name: EVIL})
    with pytest.raises(TargetError, match="名称不对"), connected(press, server) as reception:
        offer(reception, {}, {"../../keys/ed25519.pub": EVIL})
    assert_untouched(server)


def test_attack_hard_linked_tampering_before_rollback(press: Press, server: WebServer, live: Sealed) -> None:
    deliver(press, server, sealed_now(press, {**PAGES, "index.html": "2"}))
    spare = server.root / "a" / "tree"
    os.link(spare / "a" / "yan.html", server.folder / "handle")
    os.link(spare / "notices" / "index.html", server.folder / "quiet")
    (server.folder / "handle").write_bytes(EVIL)
    back = contents_to_return(press.depot, choose(press.depot, None))
    occasion = Occasion("shili", "x", now(), timedelta(days=9), "c", rollback_to=1)
    deliver(press, server, seal(press.depot, back.contents, press.signer, occasion))
    assert_untouched(server)
    (server.folder / "quiet").write_bytes(EVIL)  # linked but not yet changed when it went live
    assert_untouched(server)


def test_attack_tampering_with_what_is_kept_for_rollback(press: Press, server: WebServer, live: Sealed) -> None:
    for number in range(2, 5):
        deliver(press, server, sealed_now(press, {**PAGES, "index.html": str(number)}))
    for kept in [*server.root.glob("attic/*/*"), server.root / "a/tree/index.html", server.root / "b/tree/index.html"]:
        kept.write_bytes(EVIL)
    back = contents_to_return(press.depot, choose(press.depot, 1))
    occasion = Occasion("shili", "x", now(), timedelta(days=9), "c", rollback_to=1)
    deliver(press, server, seal(press.depot, back.contents, press.signer, occasion))
    assert_untouched(server)


@pytest.mark.parametrize("command", ["", "sh", "cat /etc/passwd", "scp -t /tmp", "rm -rf /", "internal-sftp"])
def test_attack_stolen_upload_key_gets_no_shell(press: Press, server: WebServer, live: Sealed, command: str) -> None:
    ssh = ["ssh", "-F", "none", "-p", str(server.port), "-i", str(press.keys / "upload.key"), "-o", "BatchMode=yes"]
    ssh += ["-o", "StrictHostKeyChecking=yes", "-o", f"UserKnownHostsFile={press.folder}/known_hosts"]
    done = subprocess.run(
        [*ssh, f"{server.target.user}@127.0.0.1", command], input="id\n", capture_output=True, text=True, check=False
    )
    assert "uid=" not in done.stdout
    assert "root:" not in done.stdout
    assert '"ok": false' in done.stdout
    assert_untouched(server)


def test_attack_stolen_upload_key_opens_no_tunnel(press: Press, server: WebServer, live: Sealed) -> None:
    ssh = ["ssh", "-F", "none", "-p", str(server.port), "-i", str(press.keys / "upload.key"), "-o", "BatchMode=yes"]
    ssh += ["-o", f"UserKnownHostsFile={press.folder}/known_hosts", "-W", f"127.0.0.1:{server.port}"]
    done = subprocess.run([*ssh, f"{server.target.user}@127.0.0.1"], capture_output=True, timeout=30, check=False)
    assert done.returncode != 0
    assert b"SSH-2.0" not in done.stdout


def test_attack_truncated_upload(press: Press, server: WebServer, live: Sealed) -> None:
    sealed = sealed_now(press, {**PAGES, "big.bin": "B" * 100_000})
    file = next(file for file in sealed.files() if file.path == "big.bin")
    head = json.dumps({"put": "content", "sha256": file.sha256, "size": file.size}).encode() + b"\n"
    ssh = ["ssh", "-p", str(server.port), "-i", str(press.keys / "upload.key"), "-o", "BatchMode=yes"]
    ssh += ["-o", f"UserKnownHostsFile={press.folder}/known_hosts", f"{server.target.user}@127.0.0.1"]
    done = subprocess.run(ssh, input=head + b"B" * 50_000, capture_output=True, check=False)
    assert "没有收全" in done.stdout.decode()
    with connected(press, server) as reception:
        assert reception.have([file.sha256]) == set()
        for name, raw in documents_of(sealed, live).items():
            reception.document(name, raw)
        assert reception.activate()["missing"] == [file.sha256]
    assert_untouched(server)
    deliver(press, server, sealed)
    assert len(server.pages()["big.bin"]) == 100_000


def test_attack_clock_set_back_to_replay_what_expired(press: Press, server: WebServer) -> None:
    deliver(press, server, sealed_now(press, PAGES))
    state = server.root / "state.json"
    known = json.loads(state.read_text())
    later = (now() + timedelta(days=40)).isoformat()
    state.write_text(json.dumps({**known, "made": later}))  # as if this clock had been forty days ahead once
    with pytest.raises(TargetError, match="校准时钟"):
        deliver(press, server, sealed_now(press, {**PAGES, "index.html": "2"}))
    assert_untouched(server)


def test_attack_expired_release_and_release_from_the_future(press: Press, server: WebServer, live: Sealed) -> None:
    with pytest.raises(TargetError, match="已经到期"):
        deliver(press, server, sealed_now(press, {"index.html": "x"}, now=now() - timedelta(days=31)))
    with pytest.raises(TargetError, match="时钟的将来"):
        deliver(press, server, sealed_now(press, {"index.html": "x"}, now=now() + timedelta(hours=1)))
    assert_untouched(server)


def test_every_refusal_stands_in_the_chained_ledger_of_the_server(
    press: Press, server: WebServer, live: Sealed
) -> None:
    with pytest.raises(TargetError):
        deliver(press, server, sealed_now(press, {"index.html": "x"}, now=now() - timedelta(days=31)))
    lines = (server.root / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    assert [json.loads(line)["event"] for line in lines] == ["switched", "refused"]
    assert json.loads(lines[1])["previous"] == hashlib.sha256(lines[0]).hexdigest()


def test_a_server_without_a_public_key_takes_nothing(press: Press, server: WebServer) -> None:
    (server.root / "keys" / "ed25519.pub").unlink()
    with pytest.raises(TargetError, match="没有门户的公钥"):
        deliver(press, server, sealed_now(press, PAGES))


def test_the_activator_without_work_does_nothing(server: WebServer) -> None:
    done = subprocess.run([sys.executable, str(ACTIVATE), str(server.root)], check=False)
    assert done.returncode == 0
    assert not (server.root / "live").exists()


def _file(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path
