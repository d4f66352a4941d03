"""What a number brings together: asked one by one the same as all at once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from portalkit.library.store import Store
from portalkit.model.entry import Entry
from portalkit.model.holdings import Fact, FactKind
from portalkit.model.record import Document, Record, RecordPath, text_digest
from portalkit.model.relatives import numbers_of, related
from portalkit.model.standing import Decision, Standing

NUMBERS = st.sampled_from(["", "甲〔2026〕1号", "甲〔2026〕2号", "1/1"])
ARTICLES = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=6)
"""For each article its document number, its index number, what it explains, what it repeals."""


def article(number: int, numbers: tuple[str, str, str, str]) -> tuple[Record, tuple[Fact, ...]]:
    own, index, explained, repealed = numbers
    path = RecordPath("shili", "shichang", "policy", "", f"2026-03-{number:02}-a.md")
    record = Record(
        path=path,
        digest=text_digest(b"one"),
        title="食盐",
        published=datetime(2026, 3, number, 9, 30),
        source="市场监管局",
        body="<p>一</p>",
        text="一",
        document=Document(own, index, "市场监管局", date(2026, 3, 1)) if own or index else None,
        interprets=explained,
    )
    return record, (Fact(path.text, FactKind.REPEALS.value, repealed),) if repealed else ()


@given(ARTICLES)
@settings(deadline=None, max_examples=40)
def test_every_number_one_by_one_is_all_numbers_at_once(articles: list[tuple[str, str, str, str]]) -> None:
    made = [article(number, numbers) for number, numbers in enumerate(articles, 1)]
    entries = [Entry.of(record) for record, _ in made]
    with TemporaryDirectory() as folder, Store(Path(folder)) as store:
        with store.atomic():
            for record, facts in made:
                store.intake.admit(record, tenant_folder=Path())
                decision = Decision(record.path.text, Standing.PUBLISHED, record.revision)
                store.verdicts.decide("shili", decision, record, turns=None, findings=(), facts=facts)
        numbers = {n for entry, (_, facts) in zip(entries, made, strict=True) for n in numbers_of(entry, facts)}
        one_by_one = [store.view.relatives("shili", number) for number in sorted(numbers)]
        assert one_by_one == list(related(entries, [fact for _, facts in made for fact in facts]))
        assert list(store.view.every_relatives("shili")) == [each for each in one_by_one if not each.alone]
