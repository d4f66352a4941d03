"""Search answers on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from portalkit.search.document import SearchAnswer, SearchHit


def show_answers(answers: tuple[tuple[str, SearchAnswer], ...], console: Console) -> None:
    """Print what each portal answered: title first, then where, when and an excerpt."""
    for name, answer in answers:
        about = "" if answer.exact else "约 "
        console.print(Text(f"{name}：{about}{answer.total} 条，第 {answer.page}/{answer.pages} 页", style="bold"))
        for number, hit in enumerate(answer.hits, 1):
            _show(number, hit, console)


def _show(number: int, hit: SearchHit, console: Console) -> None:
    console.print()
    console.print(Text(f"{number:>2}. ").append(hit.title, style="bold"))
    facts = (hit.tenant_name, hit.column_name, hit.published.isoformat(), hit.document_number)
    console.print(Text("    " + "  ".join(fact for fact in facts if fact), style="dim"))
    excerpt = Text("    ")
    for part in hit.excerpt:
        excerpt.append(part.text, style="reverse" if part.mark else "")
    console.print(excerpt)
    console.print(Text(f"    {hit.url}", style="cyan"))
