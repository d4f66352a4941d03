"""The law: after any sequence of changes, what was built step by step equals a clean build, byte for byte."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from PIL import Image
from support.county import COLUMNS, LEGACY, ROOT, UNIT, County

from portalkit.workflows.check import check
from portalkit.workflows.progress import silent
from portalkit.workflows.verify import verify_clean

PLACES = (
    "portal/news",
    "portal/notices",
    "portal/policy",
    "portal/interpretation",
    "portal/disclosure-guide",
    "shichang/policy",
    "shichang/dynamics",
    "shichang/disclosure-guide",
    "nongye/policy",
    "nongye/dynamics",
    "beishan/dynamics",
    "yingshang/dynamics",
)
ALSO = ("", "portal/notices", "portal/policy", "yingshang/notices", "shichang/notices")
BODIES = (
    "关于食盐安全的正文。",
    "见[国务院](https://www.gov.cn/)和[新华网](https://www.news.cn/)。",
    "见[栏目](/notices/)与[文件](/shichang/policy/202603/a1.html)。",
    "附件：[表](biao.txt)",
    "![大厅](hall.png)",
    "见[别的附件](/shichang/policy/202603/a1/biao.txt)。",
    "见[网店](https://www.taobao.com/)。",
    "<script>alert(1)</script>",
    "示政办发〔2026〕1号同时废止。",
)
COLUMN_SETS = ("policy, dynamics, notices", "policy, notices, disclosure-guide, interpretation, dynamics")
RULEBOOK = "limits:\n  list_page_items: {{value: {items}, unit: 条, basis: house#lists, stricter: lower}}\n"


def picture(grey: int) -> bytes:
    """A picture that gets copies in other widths."""
    raw = io.BytesIO()
    Image.new("L", (600, 40), grey).save(raw, "PNG")
    return raw.getvalue()


class Changes(RuleBasedStateMachine):
    """An editor's, an operator's and a calendar's life, compressed."""

    articles = Bundle("articles")

    @initialize()
    def found(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="portalkit-law-"))
        self.county = County.founded(self.folder)
        self.house = self.folder / "house"
        for name in ("theme", "plugins"):
            shutil.copytree(ROOT / name, self.house / name)
        self.today = date(2026, 11, 21)
        self.limit(2)
        for number in range(1, 8):
            self.county.article("shichang/policy", f"2026-03-{number:02}-a{number}", title=f"文件{number}")
        self.build()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def build(self) -> None:
        self.county.build(today=self.today.isoformat(), house=self.house)

    def limit(self, items: int) -> None:
        (self.county.root / "tenants" / "rulebook.yaml").write_text(RULEBOOK.format(items=items), encoding="utf-8")

    def write(self, file: Path, day: date, number: int, body: str, options: dict[str, Any]) -> None:
        place = file.parent.relative_to(self.county.root / "content/shili").as_posix()
        head = ""
        if options["also"] and options["also"] != place:
            head += f"也发往: [{options['also']}]\n"
        if options["headline"]:
            head += "置顶: true\n"
        if options["expires"]:
            head += f"下架时间: {day + timedelta(days=options['expires'])} 00:00\n"
        if options["document"]:
            index = f"640499/{day.year}-00000{number % 10}"
            head += (
                f"公文:\n  文号: 示政办发〔{day.year}〕{options['document']}号\n  索引号: {index}\n"
                f"  发文机关: 示例县人民政府\n  成文日期: {day}\n"
            )
        if options["interprets"]:
            head += f"解读: 示政办发〔2026〕{options['interprets']}号\n"
        self.county.article(
            place,
            file.stem,
            title=options["title"],
            published=f"{day + timedelta(days=options['later'])} 09:{number % 60:02}",
            body=body,
            head=head,
            signed=options["signed"],
        )

    options = st.fixed_dictionaries(
        {
            "title": st.sampled_from(["食盐检查", '<b>引号"与&', "二〇二六年工作方案", "长标题" * 12]),
            "also": st.sampled_from(ALSO),
            "headline": st.booleans(),
            "expires": st.sampled_from([0, 0, 0, 5, 400]),
            "document": st.sampled_from([0, 0, 1, 2]),
            "interprets": st.sampled_from([0, 0, 0, 1, 2]),
            "later": st.sampled_from([0, 0, 0, 1, 30]),
            "signed": st.sampled_from([True, True, True, False]),
        }
    )
    days = st.dates(date(2024, 11, 1), date(2026, 12, 20))

    @rule(
        target=articles,
        place=st.sampled_from(PLACES),
        day=days,
        number=st.integers(1, 12),
        body=st.sampled_from(BODIES),
        options=options,
    )
    def add(self, place: str, day: date, number: int, body: str, options: dict[str, Any]) -> Path:
        file = self.county.root / "content/shili" / place / f"{day}-a{number}.md"
        if "biao.txt" in body:
            self.county.file(place, "biao.txt", b"1")
        if "hall.png" in body:
            self.county.file(place, "hall.png", picture(0))
        self.write(file, day, number, body, options)
        return file

    @rule(file=articles, body=st.sampled_from(BODIES), options=options, number=st.integers(1, 12))
    def edit(self, file: Path, body: str, options: dict[str, Any], number: int) -> None:
        if file.exists():
            self.write(file, date.fromisoformat(file.name[:10]), number, body, options)

    @rule(file=articles)
    def sign(self, file: Path) -> None:
        if file.exists():
            self.county.sign(file)

    @rule(file=articles)
    def withdraw_signatures(self, file: Path) -> None:
        place = file.relative_to(self.county.root / "content/shili")
        ledger = self.county.root / "content/shili" / place.parts[0] / "reviews.jsonl"
        if ledger.exists():
            lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = "".join(line for line in lines if file.name not in line)
            ledger.write_text(kept, encoding="utf-8")

    @rule(file=consumes(articles))
    def delete(self, file: Path) -> None:
        file.unlink(missing_ok=True)

    @rule(target=articles, file=consumes(articles), place=st.sampled_from(PLACES), signed=st.booleans())
    def move(self, file: Path, place: str, signed: bool) -> Any:
        if not file.exists():
            return multiple()
        there = self.county.root / "content/shili" / place / file.name
        there.parent.mkdir(parents=True, exist_ok=True)
        file.replace(there)
        if signed:
            self.county.sign(there)
        return there

    @rule(place=st.sampled_from(PLACES), grey=st.integers(0, 2))
    def change_picture(self, place: str, grey: int) -> None:
        if (self.county.root / "content/shili" / place).is_dir():
            self.county.file(place, "hall.png", picture(grey))

    @rule(place=st.sampled_from(PLACES), text=st.sampled_from([b"1", b"22", None]))
    def change_attachment(self, place: str, text: bytes | None) -> None:
        file = self.county.root / "content/shili" / place / "biao.txt"
        if text is None:
            file.unlink(missing_ok=True)
        elif file.parent.is_dir():
            file.write_bytes(text)

    @rule(
        name=st.sampled_from(["市监局", "市场监管局"]),
        columns=st.sampled_from(
            ["policy, dynamics, notices", "policy, notices, disclosure-guide, interpretation, dynamics"]
        ),
    )
    def change_unit(self, name: str, columns: str) -> None:
        file = self.county.root / "tenants/shili/shichang.yaml"
        lines = file.read_text(encoding="utf-8").splitlines()
        changed = [
            f"short_name: {name}"
            if line.startswith("short_name")
            else f"columns: [{columns}]"
            if line.startswith("columns")
            else line
            for line in lines
        ]
        file.write_text("\n".join(changed) + "\n", encoding="utf-8")

    @rule(status=st.sampled_from(["live", "offline"]))
    def change_status(self, status: str) -> None:
        file = self.county.root / "tenants/shili/nongye.yaml"
        text = file.read_text(encoding="utf-8")
        for old in ("live", "offline"):
            text = text.replace(f"status: {old}", f"status: {status}")
        file.write_text(text, encoding="utf-8")

    @rule(
        waivers=st.lists(
            st.tuples(
                st.sampled_from(["DC002", "DC004", "RV001", "LK001", "PT007", "XX001"]),
                st.sampled_from(["shichang", "shichang/policy", "shichang/policy/2026-03-01-a1.md", "portal"]),
                st.sampled_from([0, 1, 8, 100]),
            ),
            max_size=3,
            unique_by=lambda waiver: waiver[:2],
        )
    )
    def change_waivers(self, waivers: list[tuple[str, str, int]]) -> None:
        lines = [
            f"- {{rule: {code}, path: shili/{path}, reason: 历史稿件, approved_by: 王安, approval: 示政函〔2026〕1号, "
            f"approved_on: {self.today}, until: {self.today + timedelta(days=days)}}}\n"
            for code, path, days in waivers
        ]
        file = self.county.root / "tenants/shili/waivers.yaml"
        if lines:
            file.write_text("".join(lines), encoding="utf-8")
        else:
            file.unlink(missing_ok=True)

    @rule(hosts=st.sets(st.sampled_from(["www.taobao.com", "www.news.cn"])), days=st.sampled_from([0, 1, 40]))
    def change_link_policy(self, hosts: set[str], days: int) -> None:
        file = self.county.root / "tenants/shili/links.yaml"
        lines = [
            f"- {{host: {host}, reason: 便民服务, approved_by: 王安, approval: 示政函〔2026〕1号, "
            f"approved_on: {self.today}, until: {self.today + timedelta(days=days)}}}\n"
            for host in sorted(hosts)
        ]
        file.write_text("".join(lines) or "[]\n", encoding="utf-8")

    @rule(name=st.sampled_from(["通知公告", "公示公告"]), days=st.sampled_from(["183", "30", "null"]))
    def change_column(self, name: str, days: str) -> None:
        rows = COLUMNS.splitlines(keepends=True)
        changed = [
            row.replace("name: 通知公告", f"name: {name}").replace("update_days: 183", f"update_days: {days}")
            if row.startswith("- {id: notices")
            else row
            for row in rows
        ]
        (self.county.root / "tenants/columns.yaml").write_text("".join(changed), encoding="utf-8")

    @rule(done=st.sampled_from(["", ", completed: 2026-11-25"]))
    def change_merge(self, done: str) -> None:
        self.county.tenant("nongyewang", LEGACY.replace("2026-11-01}", f"2026-11-01{done}}}"))

    @rule(present=st.booleans())
    def come_or_go_as_a_unit(self, present: bool) -> None:
        file = self.county.root / "tenants/shili/beishan.yaml"
        if present:
            columns = "dynamics, notices, policy"
            unit = UNIT.format(id="beishan", kind="township", name="北山乡人民政府", columns=columns)
            file.write_text(unit, encoding="utf-8")
        else:
            file.unlink(missing_ok=True)

    @rule(stages=st.sampled_from(["[终审]", "[复审]"]))
    def change_signers(self, stages: str) -> None:
        file = self.county.root / "tenants/shili/shichang.yaml"
        lines = file.read_text(encoding="utf-8").splitlines()
        changed = [f"- {{id: san, name: 丙三, stages: {stages}}}" if "id: san" in line else line for line in lines]
        file.write_text("\n".join(changed) + "\n", encoding="utf-8")

    @rule(items=st.sampled_from([1, 2, 3]))
    def change_rulebook(self, items: int) -> None:
        self.limit(items)

    @rule(text=st.sampled_from(["/* a */", "/* b */"]))
    def change_theme(self, text: str) -> None:
        with (self.house / "theme/static/css/site.css").open("a", encoding="utf-8") as sheet:
            sheet.write(text)

    @rule(mark=st.sampled_from(["<!-- a -->", "<!-- b -->"]))
    def change_template(self, mark: str) -> None:
        with (self.house / "theme/templates/base.html").open("a", encoding="utf-8") as template:
            template.write(mark)

    @rule(days=st.sampled_from([-40, -1, 1, 1, 7, 40]))
    def turn_the_calendar(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule()
    def only_check(self) -> None:
        check(self.county.workspace(today=self.today.isoformat(), house=self.house), silent())

    @invariant()
    def equals_a_clean_build(self) -> None:
        if not hasattr(self, "county"):
            return
        self.build()
        workspace = self.county.workspace(today=self.today.isoformat(), house=self.house)
        assert verify_clean(workspace, silent()) == ()


@pytest.mark.parametrize("more", range(1, 6))
def test_a_list_that_grows_by_any_number_of_articles_leads_on_through_all_its_pages(tmp_path: Path, more: int) -> None:
    county = County.founded(tmp_path)
    (county.root / "tenants" / "rulebook.yaml").write_text(RULEBOOK.format(items=2), encoding="utf-8")
    for number in range(1, 8):
        county.article("shichang/policy", f"2025-03-{number:02}-a{number}", title=f"文件{number}")
    county.build()
    for number in range(8, 8 + more):
        county.article("shichang/policy", f"2026-03-{number:02}-a{number}", title=f"文件{number}")
    county.build()
    assert verify_clean(county.workspace(), silent()) == ()


TestChanges = Changes.TestCase
TestChanges.settings = settings(
    max_examples=int(os.environ.get("PORTALKIT_LAW_EXAMPLES", "4")),
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
