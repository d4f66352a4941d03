"""Search over HTTP: the address that the search page of the theme asks.

``GET …?q=&tenant=&column=&from=&to=&page=`` answers JSON; nothing of a request is stored.
"""

from __future__ import annotations

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from portalkit.errors import SearchError, UsageError
from portalkit.search.document import SearchAnswer, SearchRequest
from portalkit.search.query import Searcher


class SearchEndpoint:
    """Answers for one portal from the index at ``folder``; opens the index anew for each request, so that it always
    sees the newest one.
    """

    def __init__(self, folder: Path, portal: str) -> None:
        self.folder = folder
        self.portal = portal

    async def answer(self, request: Request) -> JSONResponse:
        """Answer one question; a bad date or page number is told as 400, a missing index as 503."""
        words = request.query_params
        try:
            asked = SearchRequest.asked(
                words.get("q", ""),
                portal=self.portal,
                tenant=words.get("tenant", ""),
                column=words.get("column", ""),
                since=words.get("from", ""),
                until=words.get("to", ""),
                page=words.get("page", "1"),
            )
        except UsageError as error:
            return JSONResponse({"error": error.remedy}, status_code=400)
        try:
            answer = await run_in_threadpool(self._ask, asked)
        except SearchError as error:
            return JSONResponse({"error": str(error)}, status_code=503)
        return JSONResponse(as_json(answer), headers={"Cache-Control": "no-store"})

    def _ask(self, asked: SearchRequest) -> SearchAnswer:
        with Searcher(self.folder) as searcher:
            return searcher.search(asked)


def as_json(answer: SearchAnswer) -> dict[str, object]:
    """The answer in the form that the search page reads."""
    return {
        "query": answer.query,
        "total": answer.total,
        "exact": answer.exact,
        "page": answer.page,
        "pages": answer.pages,
        "hits": [
            {
                "title": hit.title,
                "url": hit.url,
                "excerpt": [{"text": part.text, "mark": part.mark} for part in hit.excerpt],
                "tenant": hit.tenant_name,
                "column": hit.column_name,
                "date": hit.published.isoformat(),
                "document_number": hit.document_number,
                "source": hit.source,
            }
            for hit in answer.hits
        ],
    }
