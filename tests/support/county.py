"""A small county on disk: one portal, two bureaus, a township, a topic, a website being merged."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portalkit.library.corpus import Corpus
from portalkit.model.outcome import Outcome
from portalkit.model.record import text_digest
from portalkit.rules.registry import RULES
from portalkit.rules.rule import Scope
from portalkit.workflows.build import build
from portalkit.workflows.progress import silent
from portalkit.workflows.workspace import Workspace, open_workspace

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-21"

UPKEEP = frozenset(rule.code for rule in RULES if rule.scope is Scope.UPKEEP)
"""A county of three articles is behind with everything; what is told of that is left out where it is not the matter."""

_COLUMN_ROWS = (
    ("overview", "走进示例县", "概况信息", "介绍示例县的基本情况", "portal", "365", 2),
    ("news", "政务要闻", "工作动态", "发布县政府重要会议和活动", "portal", "14", 3),
    ("notices", "通知公告", "通知公告", "发布需要公众知晓的通知", "portal, bureau, township, topic", "183", 3),
    ("policy", "政策文件", "政策文件", "集中公开规范性文件", "portal, bureau, township", "183", 3),
    ("interpretation", "政策解读", "政策解读", "发布与文件同步的解读", "portal, bureau", "183", 3),
    ("dynamics", "工作动态", "工作动态", "发布部门工作进展", "bureau, township, topic", "14", 1),
    ("messages", "咨询投诉", "咨询投诉", "公开来信和答复", "portal", "null", 1),
    ("disclosure-guide", "信息公开指南", "信息公开指南", "说明怎样获取政府信息", "portal, bureau", "null", 1),
)
COLUMNS = "".join(
    f"- {{id: {id_}, name: {name}, type: {type_}, description: {description}, keywords: [{name}], "
    f"at: [{at}], update_days: {days}, review: {review}}}\n"
    for id_, name, type_, description, at, days, review in _COLUMN_ROWS
)

PORTAL = """\
id: shili
kind: portal
level: county
name: 示例县人民政府
short_name: 示例县政府
place: 示例县
division_code: "640499"
domain: www.shili.gov.cn
site_code: "6404990001"
icp_number: 宁ICP备00000000号-1
police_number: 宁公网安备64049902000001号
badge: {kind: red, id: "00000000000000000000000000000001"}
supervisor: 示例市人民政府政务公开办公室
owner: 示例县人民政府
operator: 示例县人民政府办公室
contact: {phone: 0954-0000000, email: zwgk@shili.gov.cn, address: 示例县行政中心1号, postcode: "756200"}
security_officer: 王安
opening:
  live_since: 2018-05-01
  approval: 示政函〔2018〕1号
  security_test: {date: 2026-01-10, report: 宁测〔2026〕8号}
status: live
demo: true
service_portal: https://zwfw.nx.gov.cn/
index_scheme: div6
columns: [overview, news, notices, policy, interpretation, messages, disclosure-guide]
people:
- {id: yi, name: 甲一, stages: [初审]}
- {id: er, name: 乙二, stages: [复审]}
- {id: san, name: 丙三, stages: [终审]}
"""

UNIT = """\
id: {id}
kind: {kind}
name: 示例县{name}
short_name: {name}
owner: 示例县{name}
operator: 办公室
accountable_officer: 李守正
contact: {{phone: 0954-0000001, address: 示例县建设路1号, hours: "工作日 8:30-12:00"}}
status: live
columns: [{columns}]
people:
- {{id: yi, name: 甲一, stages: [初审]}}
- {{id: er, name: 乙二, stages: [复审]}}
- {{id: san, name: 丙三, stages: [终审]}}
"""

TOPIC = """\
id: yingshang
kind: topic
name: 优化营商环境
short_name: 优化营商环境
owner: 示例县人民政府
operator: 示例县人民政府办公室
status: live
from: 2026-01-01
columns: [dynamics, notices]
people:
- {id: san, name: 丙三, stages: [初审, 复审, 终审]}
"""

LEGACY = """\
id: nongyewang
kind: legacy
name: 示例县农业信息网
short_name: 农业信息网
owner: 示例县农业农村局
status: migrating
old_domain: www.shilinongye.gov.cn
approval: {document: 示政办函〔2026〕18号, authority: 示例县人民政府办公室, date: 2026-10-20}
migration: {announced: 2026-11-01}
merge_into: [nongye/policy]
former_columns:
- {name: 政策法规, to: nongye/policy}
- {name: 农业要闻, to: nongye/dynamics}
"""

STAGES = (("初审", "yi", "08:10"), ("复审", "er", "08:30"), ("终审", "san", "08:50"))
_LOCAL = re.compile(r"\]\((?!https?:|/|#|mailto:)([^)\s]+)\)")


@dataclass
class County:
    """Writes, signs and builds; every path below one temporary folder."""

    root: Path

    @classmethod
    def founded(cls, root: Path) -> County:
        """Make the registry of the small county."""
        county = cls(root)
        county.tenant("../columns", COLUMNS)
        county.tenant("portal", PORTAL)
        everything = "dynamics, policy, notices, interpretation, disclosure-guide"
        county.tenant("shichang", UNIT.format(id="shichang", kind="bureau", name="市场监督管理局", columns=everything))
        county.tenant("nongye", UNIT.format(id="nongye", kind="bureau", name="农业农村局", columns=everything))
        county.tenant(
            "beishan",
            UNIT.format(id="beishan", kind="township", name="北山乡人民政府", columns="dynamics, notices, policy"),
        )
        county.tenant("yingshang", TOPIC)
        county.tenant("nongyewang", LEGACY)
        (root / "content" / "shili").mkdir(parents=True)
        return county

    def tenant(self, name: str, text: str) -> None:
        """Write a registry file of the portal."""
        file = self.root / "tenants" / "shili" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.resolve().write_text(text, encoding="utf-8")

    def article(
        self,
        place: str,
        name: str,
        *,
        title: str = "关于开展食盐安全检查的通知",
        published: str = "",
        body: str = "正文内容，关于食盐安全。",
        head: str = "",
        signed: bool = True,
    ) -> Path:
        """Write an article such as ``("shichang/policy", "2026-03-01-yan")`` and, unless told otherwise, sign it."""
        file = self.root / "content" / "shili" / place / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        when = published or f"{name[:10]} 09:30"
        file.write_text(
            f"---\n标题: {title}\n发布时间: {when}\n来源: 示例县人民政府办公室\n{head}---\n{body}\n", encoding="utf-8"
        )
        if signed:
            self.sign(file)
        return file

    def file(self, place: str, name: str, raw: bytes) -> Path:
        """Write a picture or attachment beside the articles of a column."""
        path = self.root / "content" / "shili" / place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        return path

    def sign(self, file: Path, stages: Iterable[tuple[str, str, str]] = STAGES, *, on: str = "2026-01-01") -> None:
        """Sign what lies there now, local files included."""
        tenant = self.root / "content" / "shili" / file.relative_to(self.root / "content" / "shili").parts[0]
        text = file.read_text(encoding="utf-8")
        files = {}
        for reference in sorted(set(_LOCAL.findall(text))):
            local = file.parent / reference
            if local.is_file():
                inside = local.relative_to(tenant).as_posix()
                files[inside] = hashlib.sha256(local.read_bytes()).hexdigest()
        with (tenant / "reviews.jsonl").open("a", encoding="utf-8") as ledger:
            for stage, by, at in stages:
                line: dict[str, object] = {
                    "file": file.relative_to(tenant).as_posix(),
                    "sha256": text_digest(file.read_bytes()),
                    "stage": stage,
                    "by": by,
                    "at": f"{on}T{at}",
                }
                if files:
                    line["files"] = files
                ledger.write(json.dumps(line, ensure_ascii=False) + "\n")

    def workspace(self, *, today: str = TODAY, house: Path = ROOT) -> Workspace:
        """The county's folders; theme and plugins are the real ones unless a copy is named."""
        return open_workspace(
            house,
            tenants=str(self.root / "tenants"),
            content=str(self.root / "content"),
            output=str(self.root / "output"),
            state=str(self.root / "state"),
            today=today,
        )

    def build(self, *, today: str = TODAY, house: Path = ROOT) -> Outcome:
        """Build the portal for real."""
        (outcome,) = build(self.workspace(today=today, house=house), silent())
        return outcome

    def page(self, url: str) -> str:
        """The HTML at a site path of the built portal."""
        path = url.lstrip("/")
        if not path or path.endswith("/"):
            path += "index.html"
        return (self.root / "output" / "shili" / path).read_text(encoding="utf-8")

    def has(self, url: str) -> bool:
        """Whether the built portal has a file at a site path."""
        path = url.lstrip("/")
        if not path or path.endswith("/"):
            path += "index.html"
        return (self.root / "output" / "shili" / path).is_file()

    def corpus(self) -> Corpus:
        """The library of the last build."""
        return Corpus(self.workspace().library)

    def tree(self) -> dict[str, bytes]:
        """Every built file with its bytes."""
        root = self.root / "output" / "shili"
        return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def day(text: str) -> date:
    """Short for ``date.fromisoformat``."""
    return date.fromisoformat(text)


def second_portal(county: County) -> None:
    """Another county on the same platform, with one article of its own."""
    tenants, content = county.root / "tenants", county.root / "content"
    (tenants / "lin").mkdir()
    for name in ("portal", "shichang"):
        text = (tenants / "shili" / f"{name}.yaml").read_text("utf-8")
        for old, new in (
            ("id: shili\n", "id: lin\n"),
            ("示例县", "邻山县"),
            ("shili.gov.cn", "lin.gov.cn"),
            ("640499", "640498"),
            ("00000000号", "00000001号"),
        ):
            text = text.replace(old, new)
        (tenants / "lin" / f"{name}.yaml").write_text(text, "utf-8")
    shutil.copytree(content / "shili" / "shichang", content / "lin" / "shichang")
