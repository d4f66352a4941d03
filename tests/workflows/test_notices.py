"""Notices in a folder: for each unit that has something to mend, and gone when it has not."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.county import ROOT, TODAY, County

SHOP = "见[网店](https://www.taobao.com/)。"


@pytest.fixture(autouse=True)
def _state_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORTALKIT_STATE", str(tmp_path / "state"))


def notify(county: County, *words: str, today: str = TODAY) -> subprocess.CompletedProcess[str]:
    places = ["--tenants", str(county.root / "tenants"), "--content", str(county.root / "content")]
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "invoke",
            "check",
            *places,
            "--today",
            today,
            "--notices",
            str(county.root / "通知"),
            *words,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def made(county: County, today: str = TODAY) -> list[str]:
    return sorted(file.name for file in (county.root / "通知" / today / "shili").iterdir())


def test_each_unit_gets_its_own_in_both_forms(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body=SHOP)
    county.article("portal/notices", "2026-03-02-yan", title="另一篇", body=SHOP)
    county.article("nongye/policy", "2026-03-03-zhong", title="没有问题的")
    ended = notify(county)
    assert ended.returncode == 1
    assert {"portal.html", "portal.md", "shichang.html", "shichang.md"} <= set(made(county))
    assert "nongye/policy" not in (county.root / "通知" / TODAY / "shili" / "nongye.md").read_text(encoding="utf-8")
    text = (county.root / "通知" / TODAY / "shili" / "shichang.md").read_text(encoding="utf-8")
    assert "**示例县市场监督管理局**：" in text
    assert "2026年11月23日以前改正（1 个工作日）" in text, "2026-11-21 is a Saturday"
    assert re.search(r"整改通知单：\d+ 个单位，在 \S+/shili 里", ended.stdout)
    assert "policy/2026-03-01-yan.md 第6行" in text


def test_when_all_is_mended_the_notice_of_the_day_goes_and_what_is_not_ours_stays(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body=SHOP)
    notify(county)
    own = county.root / "通知" / TODAY / "shili" / "shuoming.md"
    own.write_text("自己写的说明", encoding="utf-8")
    county.article("shichang/policy", "2026-03-01-yan")
    notify(county)
    assert "shuoming.md" in made(county)
    of_unit = (county.root / "通知" / TODAY / "shili" / "shichang.md").read_text(encoding="utf-8")
    assert "2026-03-01-yan.md" not in of_unit


def test_a_notice_of_one_unit_leaves_those_of_others(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body=SHOP)
    county.article("nongye/policy", "2026-03-02-dian", title="另一篇", body=SHOP)
    notify(county)
    county.article("shichang/policy", "2026-03-01-yan")
    notify(county, "--tenant", "nongye")
    assert "shichang.md" in made(county)


def test_without_a_calendar_of_the_year_no_day_is_guessed(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body=SHOP)
    notify(county, today="2039-12-30")
    text = (county.root / "通知" / "2039-12-30" / "shili" / "shichang.md").read_text(encoding="utf-8")
    assert "自收到之日起 1 个工作日内改正" in text


def test_a_folder_that_cannot_be_written_is_told_in_one_line(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body=SHOP)
    (county.root / "通知").write_text("一个文件", encoding="utf-8")
    ended = notify(county)
    assert ended.returncode == 2
    assert "写不进去" in ended.stderr
    assert "Traceback" not in ended.stderr


CHROMIUM = shutil.which("chromium")


@pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium")
def test_a_notice_prints_on_a4_with_the_answer_on_a_page_of_its_own(county: County, tmp_path: Path) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body=SHOP)
    notify(county)
    page = county.root / "通知" / TODAY / "shili" / "shichang.html"
    printed = tmp_path / "a.pdf"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={tmp_path}/u"]
    subprocess.run([CHROMIUM, *options, f"--print-to-pdf={printed}", page.as_uri()], capture_output=True, check=True)
    raw = printed.read_bytes()
    sizes = {(round(float(w)), round(float(h))) for w, h in re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", raw)}
    assert sizes == {(595, 842)}
    assert len(re.findall(rb"/Type\s*/Page\b", raw)) >= 2
