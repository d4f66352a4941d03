"""DC007: one document number for two documents of one issuer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from portalkit.model.entry import Entry
from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.relatives import Relatives
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext


@rule(
    "DC007",
    "文号重复",
    scope=Scope.CORPUS,
    severity=Severity.DEDUCT,
    basis=("tiaoli-2019#12", "house#frontmatter"),
    fix="核对两份文件的文号，改正写错的一个；是同一份文件的，只留一篇，在别的栏目用“也发往”列出。",
)
def number_twice(relatives: Relatives, context: TreeContext) -> Iterator[Hit]:  # noqa: ARG001 - as for all
    """一个文号只对应一份文件。同一份文件发了两篇，改了一篇忘了另一篇，内容就不一致。

    反例: 两篇稿件的文号都是 示政办发〔2026〕3号
    正例: 一篇稿件，“也发往”另一个栏目
    """
    by_issuer: dict[str, list[Entry]] = defaultdict(list)
    for entry in relatives.documents:
        by_issuer[entry.document.issuer if entry.document else ""].append(entry)
    for same in by_issuer.values():
        first, *later = sorted(same, key=lambda entry: (entry.published, entry.path))
        for entry in later:
            if entry.title == first.title and _signed(entry) != _signed(first):
                continue  # an earlier and a later version of one rule
            where = Location(entry.path, None, "document.document_number")
            what = "同一份文件已经发布在" if entry.title == first.title else "这个文号已经用在"
            yield Hit(where, f"文号“{relatives.number}”重复，{what} {first.path}（《{first.title}》）。")


def _signed(entry: Entry) -> date | None:
    return entry.document.signed_on if entry.document else None
