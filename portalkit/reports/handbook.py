"""The parts of the handbook that the code already knows, as Markdown: fields, limits, rules, registry mistakes.

- A page holds what the tables in the code say and nothing else: what can be generated is never written by hand.
- The same code gives the same bytes: rules in code order, fields and limits in the order of their tables.
- ``write`` removes a page of a rule that is gone, and touches no file that this module did not make.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path

from portalkit.basis.clauses import cite
from portalkit.content import fields
from portalkit.content.fields import Field, FieldType
from portalkit.content.values import DISCLOSURES, VALIDITIES
from portalkit.model.finding import ClauseKey, Severity
from portalkit.reports import coverage
from portalkit.reports.pieces import GENERATED, escaped, head, page, table
from portalkit.rules.registry import RULES
from portalkit.rules.rule import Rule, Scope
from portalkit.tenancy import mistakes
from portalkit.tenancy.mistakes import Mistake
from portalkit.tenancy.profiles import profiles
from portalkit.tenancy.rulebook import built_in
from portalkit.writing import write_whole

RULES_FOLDER = "rules"

_WHOLE = (Scope.TENANT, Scope.PAGE)
"""What concerns a portal as a whole stops all of it; everything else holds back one article."""

_CONSEQUENCES: dict[Severity, str] = {
    Severity.REFUSE: "文件读不出来，或者不能成为稿件，改好以前不入库；以前签发过的版本继续保留在网上",
    Severity.VETO: (
        "不能上网：问题在稿件上的，这一篇暂缓；问题在页面或单位登记上的，整个门户不换新页面；栏目超期等时限问题只报告"
    ),
    Severity.DEDUCT: "可以上网，检查时扣分，请尽快改正",
    Severity.ADVISE: "提醒，不影响发布",
}
_VETO_OF_ONE = "这一篇暂缓发布，以前签发过的版本继续保留在网上"
_VETO_OF_ALL = "整个门户不换新页面，原有页面保持不变"
_VETO_OF_TIME = "按检查指标全站不合格；程序照常更新页面，因为停下来只会更旧"

_FORMS: dict[FieldType, str] = {
    FieldType.DATETIME: "`年-月-日 时:分`；只写日期表示零点",
    FieldType.DATE: "`年-月-日`",
    FieldType.BOOL: "`是` 或 `否`；不写就是否",
    FieldType.LIST: "方括号里用逗号隔开",
    FieldType.COLUMNS: "方括号里写 `单位/栏目`，门户本级的单位写 `portal`",
    FieldType.URL: "`https://` 或 `http://` 开头的完整网址",
    FieldType.NUMBER: "文号，年份用六角括号；没有文号写 `无`",
    FieldType.VALIDITY: f"{'、'.join(VALIDITIES)}；不写就是{VALIDITIES[0]}",
    FieldType.DISCLOSURE: f"{'、'.join(DISCLOSURES)}；不写就是{DISCLOSURES[0]}",
    FieldType.BLOCK: "一组字段，写在下面几行，每行前面空两格",
}

_LIMIT_MEANINGS: dict[str, str] = {
    "notice_keep_days": "网站整合迁移时，公告至少保留多久",
    "offline_per_year": "一个网站每年最多临时下线几次（不可抗力不计）",
    "offline_days": "每次临时下线最长多久",
    "link_exemption_days": "批准一个外部链接，最长管多久",
    "waiver_days": "批准一条规则豁免，最长管多久",
    "mend_refuse_workdays": "整改通知单：不能入库的问题几个工作日内改正",
    "mend_veto_workdays": "整改通知单：单项否决的问题几个工作日内改正",
    "mend_deduct_workdays": "整改通知单：扣分的问题几个工作日内改正",
    "mend_advise_workdays": "整改通知单：提示的问题几个工作日内处理",
    "list_page_items": "栏目列表每页几条",
    "home_items": "首页和单位主页上，每个栏目几条",
    "attachment_megabytes": "单个图片或附件最大多大",
    "article_kilobytes": "单篇稿件文件最大多大",
    "home_days": "首页最久多少天没有新内容，就是单项否决",
    "dynamic_days": "工作动态类栏目最长多久不更新",
    "notice_days": "通知公告、政策文件、政策解读类栏目最长多久不更新",
    "blank_columns": "只有“建设中”一类稿件的空白栏目达到几个，就是单项否决",
    "stale_key_columns": "动态、公告、文件类栏目超期达到几个，就是单项否决",
    "stale_other_columns": "其他应更新的栏目长期不更新达到几个，就是单项否决",
    "long_stale_days": "其他栏目超期以后，多少天没有更新算长期",
    "home_workday_items": "首页最近 14 个工作日至少几条新内容（0 为不要求）",
    "unit_weekly_items": "每个部门最近 7 天至少发布几条（0 为不要求）",
    "topic_idle_days": "专题最长多久不更新，就要归档",
    "change_days": "登记变更没有记录的，提醒多少天",
    "lost_days": "栏目少了很多稿件：看最近多少天",
    "lost_percent": "栏目少了很多稿件：少了百分之几就提醒",
    "disclosure_workdays": "文件成文后，最迟多少个工作日内公开",
    "interpretation_workdays": "文件发布后，解读最迟多少个工作日内发布",
    "relay_hours": "上级重要政策发布后，最迟多少小时内转载",
    "backdating_days": "发布时间最多比第一次终审签字早多少天",
    "message_days": "网民留言多少天没有答复，就是单项否决",
    "message_workdays": "网民留言最迟多少个工作日内答复",
    "message_complex_workdays": "情况复杂的网民留言，最迟多少个工作日内答复",
    "survey_result_days": "征集结束后，最迟多少天内公布结果",
    "guide_missing_elements": "一份办事指南缺几项要素，就算不合格的指南",
    "guide_bad_items": "不合格的指南达到几份，就是单项否决",
    "media_days": "政务新媒体最长多久不更新",
    "media_filing_workdays": "政务新媒体开设后，最迟多少个工作日内备案",
}

_LIMITS_INTRO = (
    "这些是程序内置的数。平台可以在 `tenants/rulebook.yaml` 里改，各县可以在 `tenants/<门户>/rulebook.yaml` 里再收紧，"
    "不能放宽，写法见[登记手册](registry.md)。"
)
_PROFILES_INTRO = (
    "同一件事，各地文件定的数不一样。在 `rulebook.yaml` 里写 `profiles: [编号, …]` 就采用那份文件的数；"
    "与平台的数、与别的文件不同时，取更严的一个。"
)
_MISTAKES_INTRO = (
    "检查 `tenants/` 时会报告的全部问题。怎样登记，见[登记手册](registry.md)。"
    "“不能入库”和“单项否决”改好以前，平台不生成，原有页面保持不变。"
)

_MISTAKE_GROUPS: tuple[tuple[str, str], ...] = (
    ("TN001", "文件和写法"),
    ("TN020", "一县一门户"),
    ("TN040", "号码和名称的写法"),
    ("TN060", "开通条件"),
    ("TN070", "栏目和审签人"),
    ("TN080", "迁移、专题、临时下线和新媒体"),
    ("TN090", "规则、外链和豁免"),
    ("TN100", "发布目标"),
    ("TN110", "采用的文件和工作日历"),
)
"""First code of a group, and its heading."""


def pages() -> dict[str, str]:
    """Every generated page: path below ``docs/`` → text."""
    made = {
        "fields.md": fields_page(),
        "limits.md": limits_page(),
        "registry-mistakes.md": registry_mistakes_page(),
        f"{RULES_FOLDER}/README.md": rules_index(),
        f"{RULES_FOLDER}/coverage.md": coverage.clauses_page(),
        f"{RULES_FOLDER}/vetoes.md": coverage.vetoes_page(),
    }
    return made | {f"{RULES_FOLDER}/{rule.code}.md": rule_page(rule) for rule in RULES}


def stale(docs: Path) -> tuple[str, ...]:
    """Pages below ``docs`` that are missing, out of date, or left over from a rule that is gone."""
    wanted = pages()
    changed = [name for name, text in wanted.items() if _read(docs / name) != text]
    return tuple(sorted([*changed, *_left_over(docs, wanted)]))


def write(docs: Path) -> tuple[str, ...]:
    """Bring the generated pages up to date; returns the pages that were written or removed."""
    wanted = pages()
    changed = stale(docs)
    for name in changed:
        page = docs / name
        if name not in wanted:
            page.unlink()
            continue
        write_whole(page, wanted[name].encode())
    return changed


def fields_page() -> str:
    """Every front-matter field: both names, whether it must be written, its form, meaning and an example."""
    parts = [head("稿件字段表"), "中文名和英文名都可以写，含义相同。怎样写稿，见[部门编辑手册](editors.md)。"]
    parts += ["## 稿件头", _field_table(fields.FIELDS)]
    for block in (field for field in fields.FIELDS if field.block):
        parts += [f"## “{block.chinese}”这一组", block.description + "标“必填”的，写了这一组就必须写。"]
        parts.append(_field_table(block.block))
        sample = "\n".join([f"{block.chinese}:", *(f"  {part.chinese}: {part.example}" for part in block.block)])
        parts.append(f"```yaml\n{sample}\n```")
    return page(parts)


def limits_page() -> str:
    """Every number that ships with the kit: what it limits, its unit, which way is stricter, its clause."""
    limits = built_in()
    rows = [
        (
            f"`{limit.name}`",
            _LIMIT_MEANINGS[limit.name],
            f"{limit.value} {limit.unit}",
            "只能更大" if limit.stricter == "higher" else "只能更小",
            _short(limit.basis),
        )
        for limit in limits
    ]
    return page(
        [
            head("限值表"),
            _LIMITS_INTRO,
            table(("名称", "管什么", "内置值", "各县改动", "依据"), rows),
            f"## 各地文件的不同规定\n\n{_PROFILES_INTRO}",
            table(("编号", "文件", "改动的限值", "依据"), _profile_rows()),
            _basis_section([*(limit.basis for limit in limits), *_profile_basis()]),
        ]
    )


def _profile_rows() -> list[tuple[str, ...]]:
    units = {limit.name: limit.unit for limit in built_in()}
    return [
        (
            f"`{name}`",
            profile.name,
            "；".join(f"`{limit}` {setting.value} {units[limit]}" for limit, setting in profile.limits.items()),
            "；".join(dict.fromkeys(_short(ClauseKey(setting.basis)) for setting in profile.limits.values())),
        )
        for name, profile in profiles().items()
    ]


def _profile_basis() -> list[ClauseKey]:
    return [ClauseKey(setting.basis) for profile in profiles().values() for setting in profile.limits.values()]


def rules_index() -> str:
    """Every rule by code, with what the severities mean."""
    rows = [
        (f"[{rule.code}]({rule.code}.md)", rule.title, rule.severity.value, rule.scope.value, _summary(rule))
        for rule in RULES
    ]
    return page(
        [
            head("检查规则"),
            f"共 {len(RULES)} 条。登记文件（`tenants/`）的问题另见[登记问题一览](../registry-mistakes.md)。",
            "哪份文件的哪一条由哪条规则检查，见[条款对照](coverage.md)和[单项否决对照](vetoes.md)；报得准不准，见[实测](precision.md)。",
            table(("级别", "后果"), [(severity.value, what) for severity, what in _CONSEQUENCES.items()]),
            table(("编号", "问题", "级别", "检查对象", "为什么"), rows),
        ]
    )


def rule_page(rule: Rule) -> str:
    """One rule for the editor who got a finding of it."""
    why, _, examples = inspect.cleandoc(rule.doc).partition("反例:")
    wrong, _, right = examples.partition("正例:")
    parts = [
        head(f"{rule.code} {rule.title}"),
        f"**级别**：{rule.severity.value}（{_consequence(rule)}）\n\n**检查对象**：{rule.scope.value}",
        escaped(_one_line(why)),
        f"## 怎么改\n\n{escaped(rule.fix)}检查结果里写了更具体改法的，以检查结果为准。",
    ]
    if wrong.strip():
        parts.append(f"## 反例\n\n{_fenced(wrong)}")
    if right.strip():
        parts.append(f"## 正例\n\n{_fenced(right)}")
    if rule.limits:
        known = {limit.name: limit for limit in built_in()}
        lines = [f"- {_LIMIT_MEANINGS[name]}：{known[name].value} {known[name].unit}" for name in rule.limits]
        parts.append("## 限值\n\n" + "\n".join(lines) + "\n\n各县可以更严，见[限值表](../limits.md)。")
        parts.append(_basis_section([*rule.basis, *(known[name].basis for name in rule.limits)]))
    else:
        parts.append(_basis_section(rule.basis))
    parts.append("[全部规则](README.md)")
    return page(parts)


def registry_mistakes_page() -> str:
    """Every mistake the registry can hold, by group: code, title, severity, remedy, clause."""
    known = registry_mistakes()
    parts = [head("登记问题一览"), _MISTAKES_INTRO]
    for heading, group in _grouped(known):
        rows = [
            (m.code, m.title, m.severity.value, m.fix, "；".join(dict.fromkeys(_short(key) for key in m.basis)))
            for m in group
        ]
        parts += [f"## {heading}", table(("编号", "问题", "级别", "怎么改", "依据"), rows)]
    parts.append(_basis_section(key for mistake in known for key in mistake.basis))
    return page(parts)


def registry_mistakes() -> tuple[Mistake, ...]:
    """The table of registry mistakes, by code."""
    found = (value for value in vars(mistakes).values() if isinstance(value, Mistake))
    return tuple(sorted(found, key=lambda mistake: mistake.code))


def _grouped(known: Iterable[Mistake]) -> Iterator[tuple[str, list[Mistake]]]:
    ordered = list(known)
    starts = [code for code, _ in _MISTAKE_GROUPS]
    for (start, heading), end in zip(_MISTAKE_GROUPS, [*starts[1:], "TN999"], strict=True):
        group = [mistake for mistake in ordered if start <= mistake.code < end]
        if group:
            yield heading, group


def _field_table(known: Iterable[Field]) -> str:
    rows = [
        (
            field.chinese,
            f"`{field.english}`",
            "必填" if field.required else "",
            _form(field),
            field.description,
            f"`{field.example}`" if field.example else "见下",
        )
        for field in known
    ]
    return table(("中文名", "英文名", "必填", "写法", "意思", "例子"), rows)


def _form(field: Field) -> str:
    if field.type is FieldType.TEXT:
        return f"一行文字，最多 {field.longest} 字"
    return _FORMS[field.type]


def _consequence(rule: Rule) -> str:
    if rule.severity is not Severity.VETO:
        return _CONSEQUENCES[rule.severity]
    if rule.scope is Scope.UPKEEP:
        return _VETO_OF_TIME
    return _VETO_OF_ALL if rule.scope in _WHOLE else _VETO_OF_ONE


def _summary(rule: Rule) -> str:
    return _one_line(inspect.cleandoc(rule.doc).partition("反例:")[0])


def _one_line(text: str) -> str:
    """Lines of Chinese as one: no space comes in where a line ended."""
    return "".join(line.strip() for line in text.strip().splitlines())


def _basis_section(keys: Iterable[ClauseKey]) -> str:
    lines = [f"- {escaped(str(cite(key)))}" for key in dict.fromkeys(keys)]
    return "## 依据\n\n" + "\n".join(lines)


def _short(key: ClauseKey) -> str:
    """A clause in a table: by document number where there is one; the list below the table has the names."""
    clause = cite(key)
    regulation = clause.regulation
    return f"{regulation.number if regulation.number.endswith('号') else f'《{regulation.name}》'} {clause.article}"


def _fenced(example: str) -> str:
    """An example of a docstring; its further lines are indented by as much as ``反例: `` is wide."""
    lines = [line.removeprefix(" " * 6) for line in example.strip().splitlines()]
    return "\n".join(["```text", *lines, "```"])


def _read(page: Path) -> str | None:
    try:
        return page.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _left_over(docs: Path, wanted: dict[str, str]) -> list[str]:
    names = [page.relative_to(docs).as_posix() for page in sorted((docs / RULES_FOLDER).glob("*.md"))]
    return [name for name in names if name not in wanted and (_read(docs / name) or "").startswith(GENERATED)]
