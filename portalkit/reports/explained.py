"""One rule, explained on a terminal: what it is about, why, how to mend it, a bad and a good example, the clauses."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from portalkit.basis.clauses import cite
from portalkit.errors import UsageError
from portalkit.reports.handbook import registry_mistakes, rule_page
from portalkit.reports.pieces import GENERATED
from portalkit.rules.registry import RULES

_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
"""Bold words; stars that stand for hidden digits stay."""
_FOOT = re.compile(r"\n\[全部规则\]\(README\.md\)\n\Z")


def explanation(code: str) -> str:
    """The page of a rule or of a mistake of the registry as Markdown; raises ``UsageError`` for a code that is none."""
    wanted = code.strip().upper()
    for rule in RULES:
        if rule.code == wanted:
            page = _FOOT.sub("\n", rule_page(rule).removeprefix(GENERATED).lstrip())
            return "```".join(_unlinked(page.split("```"))).rstrip() + "\n"
    for mistake in registry_mistakes():
        if mistake.code == wanted:
            cited = "\n".join(f"- {cite(key)}" for key in mistake.basis)
            return (
                f"# {mistake.code} {mistake.title}\n\n**级别**：{mistake.severity.value}\n\n**检查对象**：租户登记\n\n"
                f"## 怎么改\n\n{mistake.fix}\n\n## 依据\n\n{cited}\n"
            )
    codes = [*(rule.code for rule in RULES), *(mistake.code for mistake in registry_mistakes())]
    near = difflib.get_close_matches(wanted, codes, n=3) or [known for known in codes if known[:2] == wanted[:2]][:3]
    hint = f"您要找的是 {'、'.join(near)} 吗？" if near else "编号写在每条检查结果的最后一行。"
    raise UsageError(f"没有编号为“{code}”的规则。", hint)


def _unlinked(parts: list[str]) -> Iterator[str]:
    """Links as their words, but for the examples, which stand between fences."""
    for number, part in enumerate(parts):
        yield part if number % 2 else _LINK.sub(r"\1", part)


def plain(page: str) -> str:
    """The page without Markdown signs, for a log or a screen reader."""
    lines = []
    fenced = False
    for line in page.splitlines():
        if line.startswith("```"):
            fenced = not fenced
            continue
        if fenced:
            lines.append(f"    {line}")
        elif line.startswith("#"):
            lines.append(f"【{line.lstrip('# ')}】")
        else:
            lines.append(_STRONG.sub(r"\1", line).replace("`", "").replace("&lt;", "<"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
