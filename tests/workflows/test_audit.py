"""The ledger of releases: who, what, when, why, from which commit; and that nobody can change it unseen."""

from __future__ import annotations

import json
import subprocess

import pytest
from support.office import Office

from portalkit.workflows import audit


def test_the_ledger_tells_who_when_why_what_and_from_which_commit(office: Office) -> None:
    content = office.county.root / "content"
    git = ["git", "-C", str(content), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", "init", "-q", str(content)], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "稿件"], check=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    office.publish()
    lines = [json.loads(line) for line in audit.exported(office.county.workspace()).splitlines()]
    assert [(line["event"], line["target"]) for line in lines] == [("sealed", ""), ("published", "usb")]
    assert {(line["by"], line["why"], line["commit"], line["number"]) for line in lines} == {
        ("王安", "日常更新", commit, 1)
    }
    assert lines[1]["counts"][0] == len(office.county.tree())
    told = audit.told(office.county.workspace(), since=None, until=None)
    assert "发布 第 1 号 usb　王安" in told


@pytest.mark.parametrize("damage", ["change", "remove", "insert", "cut", "empty"])
def test_tampering_with_the_ledger_is_found(office: Office, damage: str) -> None:
    office.publish()
    office.county.article("shichang/notices", "2026-03-04-xin")
    office.publish()
    assert audit.faults(office.county.workspace()) == ()
    file = office.county.root / "state" / "ledger" / "shili.jsonl"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    damaged = {
        "change": [lines[0].replace("王安", "李四"), *lines[1:]],
        "remove": [lines[0], *lines[2:]],
        "insert": [lines[0], lines[0], *lines[1:]],
        "cut": lines[:1],
        "empty": [],
    }[damage]
    file.write_text("".join(damaged), "utf-8")
    assert audit.faults(office.county.workspace()) != ()


def test_activity_and_access_are_reported(office: Office) -> None:
    office.publish()
    workspace = office.county.workspace()
    activity = audit.activity(workspace, since=None, until=None)
    assert "王安,发布,第 1 号 usb,日常更新" in activity
    assert "市场监督管理局,甲一,初审,policy/2026-03-01-yan.md" in activity
    access = audit.access(workspace)
    assert "审签,示例县市场监督管理局,san,丙三,终审" in access
    assert "密钥,shili,ed25519.pub," in access
