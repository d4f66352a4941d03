"""Publishing as the operator does it: build, seal, see what changes, bring it out, take it back, read the ledger."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from support.county import ROOT, second_portal
from support.office import ASKED, Office
from support.servers import ACTIVATE, RECEIVE

from portalkit.errors import BadRelease, PortalError, ReleaseError, UsageError
from portalkit.release.keys import make_keys
from portalkit.workflows.carrying import accept
from portalkit.workflows.counter import Asked
from portalkit.workflows.progress import silent
from portalkit.workflows.publishing import Options, publish, release
from portalkit.workflows.rollback import resume


def test_a_portal_is_published_and_the_other_side_gets_exactly_what_was_built(office: Office) -> None:
    done = office.publish()
    assert (done.number, done.failed, list(done.receipts)) == (1, (), ["usb"])
    assert office.taken(1) == {k: v.decode("utf-8", "replace") for k, v in office.county.tree().items()}


def test_nothing_new_is_not_published_again(office: Office) -> None:
    office.publish()
    done = office.publish()
    assert (done.number, done.receipts, done.failed) == (1, {}, ())
    assert office.shown[0][1].empty


def test_what_changes_is_shown_by_unit_before_it_goes_out(office: Office) -> None:
    office.publish()
    office.county.article("nongye/notices", "2026-03-03-geng", title="关于春耕的通知")
    office.publish(dry=True)
    ((target, change),) = office.shown
    assert target == "usb"
    assert [file.path for file in change.added if file.of_article] == ["nongye/notices/202603/geng.html"]
    assert change.by_tenant()["nongye"][0] >= 1
    assert list(office.media.iterdir()) == [office.media / "shili-000001.portalkit"]


def test_removing_more_than_a_fifth_has_to_be_asked_for(office: Office) -> None:
    for number in range(40):
        office.county.article("nongye/notices", f"2026-03-03-geng{number}", title=f"关于春耕的通知之{number}")
    office.publish()
    shutil.rmtree(office.county.root / "content" / "shili" / "nongye")
    done = office.publish()
    assert done.number == 0
    assert "--allow-mass-removal" in done.failed[0]
    assert office.publish(allow_mass_removal=True).number == 2


def test_a_rollback_brings_back_the_pages_but_not_the_withdrawn_article(office: Office) -> None:
    office.publish()
    (office.county.root / "content/shili/shichang/policy/2026-03-01-yan.md").unlink()
    office.county.article("shichang/notices", "2026-03-04-cuo", title="一篇有错的公告")
    office.publish()
    back = office.rollback()
    assert (back.number, back.to, back.failed) == (3, 1, ())
    assert back.withdrawn == ("shichang/policy/202603/yan.html",)
    pages = office.taken(3)
    assert "shichang/notices/202603/cuo.html" not in pages
    assert "shichang/policy/202603/yan.html" not in pages
    assert [path for path, text in pages.items() if "关于食盐安全的通知" in text or "202603/yan.html" in text] == []
    assert "关于春季检查的公告" in pages["shichang/notices/index.html"]


def move_the_article(office: Office) -> None:
    """Give the file of the first article another name: the same text at another address."""
    old = office.county.root / "content/shili/shichang/policy/2026-03-01-yan.md"
    new = old.with_name("2026-03-01-shiyan.md")
    old.rename(new)
    office.county.sign(new)


def test_a_rollback_brings_a_moved_article_back_to_its_old_address(office: Office) -> None:
    office.publish()
    before = office.taken(1)
    move_the_article(office)
    assert office.publish().number == 2
    assert "shichang/policy/202603/yan.html" in office.gone_in(2)
    back = office.rollback()
    assert (back.withdrawn, back.kept) == ((), ())
    assert office.taken(3) == before
    assert office.gone_in(3) == ()


def test_a_rollback_does_not_bring_back_an_article_that_was_withdrawn_after_it_moved(office: Office) -> None:
    office.publish()
    move_the_article(office)
    office.publish()
    (office.county.root / "content/shili/shichang/policy/2026-03-01-shiyan.md").unlink()
    office.publish()
    back = office.rollback(1)
    assert back.withdrawn == ("shichang/policy/202603/yan.html",)
    pages = office.taken(4)
    assert [path for path, text in pages.items() if "关于食盐安全的通知" in text or "202603/yan.html" in text] == []


def test_after_a_rollback_new_builds_wait_until_told(office: Office) -> None:
    office.publish()
    office.county.article("shichang/notices", "2026-03-04-cuo", title="一篇有错的公告")
    office.publish()
    office.rollback()
    done = office.publish()
    assert (done.number, done.receipts) == (0, {})
    assert "王安 回退到了第 1 号" in done.failed[0]
    assert "首页有错" in done.failed[0]
    assert "--resume" in done.failed[0]
    done = office.publish(resume=True)
    assert done.number == 4
    assert "shichang/notices/202603/cuo.html" in office.taken(4)


def test_resume_alone_lets_the_next_publish_go(office: Office) -> None:
    office.publish()
    office.county.article("shichang/notices", "2026-03-04-cuo")
    office.publish()
    office.rollback()
    assert resume(office.county.workspace(), ASKED)
    assert not resume(office.county.workspace(), ASKED)
    assert office.publish().number == 4


def test_a_dry_rollback_changes_nothing(office: Office) -> None:
    office.publish()
    office.county.article("shichang/notices", "2026-03-04-cuo")
    office.publish()
    before = sorted(path.name for path in office.media.iterdir())
    assert office.rollback(dry=True).number == 0
    assert sorted(path.name for path in office.media.iterdir()) == before
    office.county.article("shichang/notices", "2026-03-05-geng")
    assert office.publish().number == 3


def test_there_is_no_way_back_from_the_first_release(office: Office) -> None:
    office.publish()
    with pytest.raises(ReleaseError, match="没有更早的"):
        office.rollback()


def test_a_release_that_was_tampered_with_is_not_brought_back(office: Office) -> None:
    office.publish()
    office.county.article("shichang/notices", "2026-03-04-cuo")
    office.publish()
    manifest = office.county.root / "state" / "releases" / "shili" / "000001" / "MANIFEST"
    manifest.write_text(manifest.read_text("utf-8").replace("shichang", "shichanG"), "utf-8")
    with pytest.raises(BadRelease):
        office.rollback()


def test_a_portal_with_a_veto_is_not_published_and_does_not_hold_up_another(office: Office) -> None:
    county = office.county
    house = county.root / "house"
    for name in ("theme", "plugins"):
        shutil.copytree(ROOT / name, house / name)
    second_portal(county)
    (county.root / "other").mkdir()
    targets = f"targets:\n- {{id: usb, kind: folder, path: {county.root / 'other'}}}\n"
    (county.root / "tenants" / "lin" / "targets.yaml").write_text(targets, "utf-8")
    make_keys(county.root / "keys" / "lin", sm2=False)
    base = house / "theme/templates/base.html"
    trap = "{% if shell.domain == 'www.lin.gov.cn' %}<script>fetch('/x')</script>{% endif %}</head>"
    base.write_text(base.read_text("utf-8").replace("</head>", trap), "utf-8")
    done = publish(county.workspace(house=house), silent(), ASKED, Options(), lambda *_: None)
    told = {one.portal: one for one in done}
    assert (told["shili"].number, list(told["shili"].receipts), told["shili"].failed) == (1, ["usb"], ())
    assert (told["lin"].number, told["lin"].receipts) == (0, {})
    assert "单项否决" in told["lin"].failed[0]
    assert [len(list(folder.iterdir())) for folder in (office.media, county.root / "other")] == [1, 0]


def test_with_a_mistake_in_the_registry_nothing_is_published(office: Office) -> None:
    office.publish()
    portal = office.county.root / "tenants" / "shili" / "portal.yaml"
    office.county.tenant("second", portal.read_text("utf-8").replace("id: shili", "id: second"))
    with pytest.raises(PortalError, match="租户登记"):
        office.publish()


def test_a_target_that_is_missing_is_told_with_its_remedy(office: Office) -> None:
    office.media.rmdir()
    done = office.publish()
    assert done.receipts == {}
    assert "插好移动介质" in done.failed[0]


def test_one_target_that_fails_does_not_stop_another(office: Office) -> None:
    lines = (
        f"targets:\n- {{id: usb, kind: folder, path: {office.media}}}\n- {{id: gone, kind: folder, path: /nowhere/x}}\n"
    )
    office.county.tenant("targets", lines)
    done = office.publish()
    assert list(done.receipts) == ["usb"]
    assert len(done.failed) == 1


def test_without_a_target_or_a_key_the_remedy_is_named(office: Office) -> None:
    shutil.rmtree(office.keys)
    assert "invoke keys" in office.publish().failed[0]
    (office.county.root / "tenants" / "shili" / "targets.yaml").unlink()
    with pytest.raises(UsageError, match=r"targets.yaml"):
        office.publish()


def test_a_fresh_release_of_the_same_content_is_made_when_half_of_its_time_is_over(office: Office) -> None:
    office.publish()
    later = Asked("王安", "", ASKED.now + timedelta(days=16))
    (sealed,) = release(office.county.workspace(), silent(), later, full=False)
    assert sealed.number == 2


def test_the_output_must_be_what_was_built(office: Office) -> None:
    office.county.build()
    (office.county.root / "output" / ".portalkit" / "shili.mark").write_text("x", "utf-8")
    with pytest.raises(UsageError, match="invoke build"):
        release(office.county.workspace(), silent(), ASKED, full=False)


# Media


@pytest.fixture
def bundle(office: Office) -> Path:
    office.publish()
    return office.media / "shili-000001.portalkit"


def test_the_programs_of_the_server_take_a_bundle_as_it_is(office: Office, bundle: Path, tmp_path: Path) -> None:
    root = tmp_path / "srv"
    subprocess.run([sys.executable, str(ACTIVATE), str(root), "--init", "shili"], check=True)
    shutil.copy(office.keys / "ed25519.pub", root / "keys")
    command = [sys.executable, str(RECEIVE), str(root), "--run", f"{sys.executable} {ACTIVATE} {root}"]
    with bundle.open("rb") as stream:
        done = subprocess.run(command, stdin=stream, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1])["result"]["ok"]
    tree = root / "live" / "tree"
    live = {p.relative_to(tree).as_posix(): p.read_bytes() for p in tree.rglob("*") if p.is_file()}
    assert live == office.county.tree()


@pytest.mark.parametrize("at", [0.001, 0.5, 0.97])
def test_a_bundle_that_was_changed_is_not_accepted(office: Office, bundle: Path, at: float) -> None:
    raw = bytearray(bundle.read_bytes())
    raw[int(len(raw) * at)] ^= 1
    bundle.write_bytes(raw)
    with pytest.raises(BadRelease):
        office.taken(1)
    assert not (office.county.root / "taken").exists()


def test_a_bundle_that_was_cut_short_is_not_accepted(office: Office, bundle: Path) -> None:
    bundle.write_bytes(bundle.read_bytes()[:-300])
    with pytest.raises(BadRelease, match="不完整|不全"):
        office.taken(1)


def test_an_older_bundle_does_not_replace_a_newer_one(office: Office, bundle: Path) -> None:
    office.county.article("shichang/notices", "2026-03-04-xin")
    office.publish()
    into = office.county.root / "site"
    accept(office.media / "shili-000002.portalkit", into, office.keys, portal="shili", asked=ASKED)
    with pytest.raises(BadRelease, match="旧版"):
        accept(bundle, into, office.keys, portal="shili", asked=ASKED)
    assert (into / "tree" / "shichang/notices/202603/xin.html").is_file()


# The command line


def invoke(office: Office, *arguments: str) -> subprocess.CompletedProcess[str]:
    places = [f"--{name}={office.county.root / name}" for name in ("tenants", "content", "output")]
    command = [sys.executable, "-m", "invoke", *arguments, *places]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_commands_work_from_keys_to_rollback(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTALKIT_STATE", str(office.county.root / "states"))
    shutil.rmtree(office.keys)
    made = subprocess.run(
        [sys.executable, "-m", "invoke", "keys", f"--tenants={office.county.root}/tenants",
         f"--content={office.county.root}/content"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "BEGIN PUBLIC KEY" in made.stdout
    assert "PRIVATE" not in made.stdout + made.stderr
    assert "ssh-ed25519 " in made.stdout
    today = "--today=2026-11-21"
    first = invoke(office, "publish", "--why=首次发布", "--by=王安", today)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "第 1 号发布已在 usb 上线" in first.stdout
    assert "没有变化" in invoke(office, "publish", today).stdout
    office.county.article("shichang/notices", "2026-03-04-cuo")
    assert "第 2 号发布已在 usb 上线" in invoke(office, "publish", today).stdout
    back = invoke(office, "rollback", "--why=有错")
    assert "已回退到第 1 号发布的内容（新编号 3）" in back.stdout
    waiting = invoke(office, "publish", today)
    assert waiting.returncode == 2
    assert "--resume" in waiting.stderr
    assert "已恢复" in invoke(office, "resume").stdout
    assert "首次发布" in invoke(office, "ledger").stdout
    assert "没有改动" in invoke(office, "ledger", "--check").stdout
    assert "首次发布" not in invoke(office, "ledger", "--since=2099-01-01").stdout
    exported = office.county.root / "ledger.jsonl"
    assert invoke(office, "ledger", f"--export={exported}").returncode == 0
    events = [json.loads(line)["event"] for line in exported.read_text("utf-8").splitlines()]
    assert events == ["sealed", "published", "sealed", "published", "rolled-back", "resumed"]
    assert "王安,发布,第 1 号 usb,首次发布" in invoke(office, "ledger", "--report=activity").stdout
    assert "密钥,shili,ed25519.pub," in invoke(office, "ledger", "--report=access").stdout
    assert invoke(office, "ledger", "--report=money").returncode == 2
    (own,) = office.county.root.glob("states/*/ledger/shili.jsonl")
    own.write_text(own.read_text("utf-8").replace("首次发布", "末次发布"), "utf-8")
    broken = invoke(office, "ledger", "--check")
    assert broken.returncode == 1
    assert "台账被改动过" in broken.stderr


def test_with_full_an_unchanged_portal_goes_out_again_so_that_every_file_is_put_right(office: Office) -> None:
    office.publish()
    assert office.publish(full=True).number == 2
