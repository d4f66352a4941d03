"""What patrols found, as people read it: one round on the terminal, one day as a report for the office."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from portalkit.model.patrol import Alarm, AlarmKind, Round

_SHOWN = 50
_GRAVE = (
    AlarmKind.CHANGED, AlarmKind.ADDED, AlarmKind.SCRIPT, AlarmKind.LINK, AlarmKind.TITLE, AlarmKind.CLOAKING,
    AlarmKind.REDIRECT, AlarmKind.MANIFEST, AlarmKind.OLDER, AlarmKind.COPY, AlarmKind.RETURNED,
)  # fmt: skip
"""Signs that somebody interfered; the rest may be a fault of the machine."""

_ADVICE = {
    AlarmKind.CHANGED: "不要在服务器上改回来：保留现场（页面和访问日志），重新发布，再查明是谁改的。",
    AlarmKind.MISSING: "重新发布一次；再次出现时查服务器的磁盘和权限。",
    AlarmKind.ADDED: "保留现场后删除，查访问日志里谁访问过它、它是怎样放上去的。",
    AlarmKind.RETURNED: "立即删除这个文件；对象存储和内容分发网络要同时清缓存。",
    AlarmKind.SCRIPT: "可能被挂马：保留现场，重新发布，通知安全责任人，必要时先下线。",
    AlarmKind.LINK: "可能被植入暗链：保留现场，重新发布，通知安全责任人。",
    AlarmKind.TITLE: "标题被改多半是为搜索引擎：重新发布，到搜索平台申请更新快照。",
    AlarmKind.CLOAKING: "只给搜索引擎或从搜索引擎来的人看另一套页面，是入侵的标志：查服务器和前面网关的配置。",
    AlarmKind.REDIRECT: "查服务器、网关和域名解析的配置是不是被改过。",
    AlarmKind.HEADER: "重新生成并安装服务器配置（invoke server-config）；前面有网关的，查它有没有改响应头。",
    AlarmKind.COPY: "重新发布一次；压缩副本是大多数浏览器实际收到的内容，按页面被改动处理。",
    AlarmKind.MANIFEST: "网站上的签名对不上，网页不能相信：立即查明是谁换的。",
    AlarmKind.OLDER: "有人把网站换回了旧版：立即查明；确认无误后重新发布。",
    AlarmKind.EXPIRED: "很久没有发布，或者网站被冻结在旧版：先发布一次，再看是否恢复。",
    AlarmKind.SLOW: "查服务器负载和网络。",
    AlarmKind.UNREACHABLE: "查服务器、网络、证书和域名解析。",
}


def round_text(one: Round) -> str:
    """One round for the terminal and for logs."""
    lines = [f"{one.target}  {one.at:%Y-%m-%d %H:%M:%S}  {_extent(one)}"]
    if one.seen:
        lines.append(
            f"  第 {one.seen.number} 号发布，签名无误，{one.seen.made:%Y-%m-%d %H:%M} 签发，"
            f"{one.seen.expires:%Y-%m-%d} 到期"
        )
    else:
        lines.append("  没有取得可信的发布文件")
    asked = f"，请求 {one.requests} 次，收到 {one.bytes / 1024 / 1024:.1f} MB" if one.requests else ""
    lines.append(f"  核对 {one.checked} 个文件{asked}，用时 {one.seconds:.1f} 秒")
    if one.clean:
        return "\n".join([*lines, "  没有发现问题。", ""])
    for kind in _in_order(one.alarms):
        alarms = [alarm for alarm in one.alarms if alarm.kind is kind]
        lines.append(f"【{kind.value}】{sum(alarm.count for alarm in alarms)} 处")
        lines += [f"  {alarm_text(alarm)}" for alarm in alarms[:_SHOWN]]
        if len(alarms) > _SHOWN:
            lines.append(f"  ……还有 {len(alarms) - _SHOWN} 处，--json 列出全部")
        lines.append(f"  怎么办：{_ADVICE[kind]}")
    return "\n".join([*lines, ""])


def alarm_text(alarm: Alarm) -> str:
    """One alarm on one line."""
    more = f"等 {alarm.count} 个文件" if alarm.count > 1 else ""
    parts = [f"/{alarm.path.lstrip('/')}{more}" if alarm.path else "", alarm.what, alarm.visitor, alarm.evidence]
    return " | ".join(_plain(part) for part in parts if part)


def round_json(one: Round) -> str:
    """One round for programs."""
    return msgspec.json.format(_json(one), indent=2).decode() + "\n"


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    target: str
    rounds: Sequence[Round]

    @property
    def bad(self) -> list[Round]:
        return [one for one in self.rounds if not one.clean]

    def alarms(self) -> list[tuple[Alarm, Round, Round, int]]:
        """Each different alarm with the first and the last round that saw it, and how many did."""
        seen: dict[tuple[object, ...], tuple[Alarm, Round, Round, int]] = {}
        for one in self.rounds:
            for alarm in one.alarms:
                key = (alarm.kind, alarm.path, alarm.what, alarm.visitor)
                first = seen[key][1] if key in seen else one
                count = seen[key][3] + 1 if key in seen else 1
                seen[key] = (alarm, first, one, count)
        order = {kind: place for place, kind in enumerate(AlarmKind)}
        return sorted(
            seen.values(), key=lambda found: (found[0].kind not in _GRAVE, order[found[0].kind], found[0].path)
        )


def day_markdown(day: date, target: str, rounds: Sequence[Round]) -> str:
    """The report of one day."""
    of_day = _Day(day, target, rounds)
    lines = [f"# 网站巡检日报 {day:%Y-%m-%d}", "", *(f"- {line}" for line in _facts(of_day)), ""]
    if not of_day.bad:
        return "\n".join([*lines, "全天没有发现问题。", ""])
    lines += ["| 问题 | 位置 | 情况 | 谁看到 | 首次 | 最近 | 次数 |", "|---|---|---|---|---|---|---|"]
    for alarm, first, last, count in of_day.alarms():
        cells = (
            alarm.kind.value, f"/{alarm.path}" if alarm.path else "全站", alarm.what, alarm.visitor or "—",
            f"{first.at:%H:%M}", f"{last.at:%H:%M}", str(count),
        )  # fmt: skip
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    lines += ["", "## 怎么办", ""]
    lines += [f"- **{kind.value}**：{_ADVICE[kind]}" for kind in _in_order(found[0] for found in of_day.alarms())]
    return "\n".join([*lines, ""])


def day_html(day: date, target: str, rounds: Sequence[Round]) -> str:
    """The report of one day as a page that opens without anything else."""
    of_day = _Day(day, target, rounds)
    facts = "".join(f"<li>{html.escape(line)}</li>" for line in _facts(of_day))
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{html.escape(_plain(cell))}</td>"
            for cell in (
                alarm.kind.value, f"/{alarm.path}" if alarm.path else "全站", alarm.what, alarm.visitor or "—",
                alarm.evidence, f"{first.at:%H:%M}", f"{last.at:%H:%M}", str(count),
            )
        )
        + "</tr>"
        for alarm, first, last, count in of_day.alarms()
    )  # fmt: skip
    heads = "".join(f"<th>{name}</th>" for name in ("问题", "位置", "情况", "谁看到", "摘录", "首次", "最近", "次数"))
    table = (
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>" if rows else "<p>全天没有发现问题。</p>"
    )
    kinds = _in_order(found[0] for found in of_day.alarms())
    advice = "".join(f"<dt>{kind.value}</dt><dd>{_ADVICE[kind]}</dd>" for kind in kinds)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>网站巡检日报 {day:%Y-%m-%d}</title><style>"
        "body{font-family:sans-serif;max-width:72em;margin:2em auto}table{border-collapse:collapse;width:100%}"
        "td,th{border:1px solid #999;padding:.3em .5em;text-align:left;overflow-wrap:anywhere}"
        "dt{font-weight:bold;margin-top:.5em}</style></head><body>"
        f"<h1>网站巡检日报 {day:%Y-%m-%d}</h1><ul>{facts}</ul>{table}"
        f"{f'<h2>怎么办</h2><dl>{advice}</dl>' if advice else ''}</body></html>\n"
    )


def day_json(day: date, target: str, rounds: Sequence[Round]) -> str:
    """The report of one day for programs."""
    of_day = _Day(day, target, rounds)
    alarms = [
        {
            "kind": alarm.kind.name, "name": alarm.kind.value, "path": alarm.path, "what": alarm.what,
            "visitor": alarm.visitor, "evidence": alarm.evidence, "first": first.at, "last": last.at, "rounds": count,
        }
        for alarm, first, last, count in of_day.alarms()
    ]  # fmt: skip
    whole = {
        "day": day,
        "target": target,
        "rounds": len(rounds),
        "full": sum(one.full for one in rounds),
        "bad": len(of_day.bad),
        "checked": sum(one.checked for one in rounds),
        "release": rounds[-1].seen.number if rounds and rounds[-1].seen else None,
        "alarms": alarms,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


def _facts(day: _Day) -> list[str]:
    full = sum(one.full for one in day.rounds)
    facts = [
        f"巡检对象：{day.target}",
        f"巡检 {len(day.rounds)} 次，其中全站核对 {full} 次；共核对文件 {sum(one.checked for one in day.rounds)} 个次",
        f"发现问题的 {len(day.bad)} 次",
    ]
    numbers = list(dict.fromkeys(one.seen.number for one in day.rounds if one.seen))
    if numbers:
        facts.append(f"当天在网上的发布：第 {'、'.join(map(str, numbers))} 号")
    if day.bad:
        counts = Counter(found[0].kind for found in day.alarms())
        facts.append(
            "问题：" + "，".join(f"{kind.value} {counts[kind]}" for kind in _in_order(f[0] for f in day.alarms()))
        )
        now = "仍有问题" if not day.rounds[-1].clean else "已经正常"
        facts.append(f"最近一次（{day.rounds[-1].at:%H:%M}）{now}")
    return facts


def _extent(one: Round) -> str:
    return "全站核对" if one.full else f"抽查（种子 {one.seed or '空'}）"


def _in_order(alarms: Iterable[Alarm]) -> list[AlarmKind]:
    found = {alarm.kind for alarm in alarms}
    return [
        *(kind for kind in AlarmKind if kind in found and kind in _GRAVE),
        *(k for k in AlarmKind if k in found and k not in _GRAVE),
    ]


def _json(one: Round) -> bytes:
    return msgspec.json.encode({**msgspec.to_builtins(one), "clean": one.clean})


def _plain(text: str) -> str:
    """What strangers wrote, without anything that a terminal obeys."""
    return "".join(char if char.isprintable() else " " for char in text)


def _cell(text: str) -> str:
    return (
        _plain(text)
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace("[", "\\[")
        .replace("`", "\\`")
    )
