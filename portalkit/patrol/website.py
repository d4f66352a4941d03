"""One round over a website: every released file as a reader and as a search engine, and what must not be there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote, urlsplit

from portalkit.model.delivery import DOCUMENTS, DOCUMENTS_PATH, NOT_FOUND, SEARCH_PATH
from portalkit.model.patrol import Alarm, AlarmKind
from portalkit.model.release import Release, SealedFile
from portalkit.patrol import places
from portalkit.patrol.answers import Judged, Portal, is_genuine, judge, judge_absent, judge_headers
from portalkit.patrol.fetching import SLACK, Errand, Fetched, Fetcher
from portalkit.patrol.visitors import BROWSER, OTHERS, SPIDER, Visitor

_DOCUMENT_LIMIT = 1 << 28
_PROBE_LIMIT = 1 << 20
_AS_OTHERS = 12
_GONE_SAMPLE = 50
_FOLDERS_FULL, _FOLDERS_SAMPLE = 60, 6
_MOST_LED_TO = 200
_GIVE_UP = 30
_TITLE = re.compile(rb"<title>([^<]{1,200})</title>")


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of a website one round looks at. ``sample`` is a number of files, ``None`` for all; ``extra`` are
    further addresses to ask for, such as those that an access log names; paths in ``again`` are looked at in any case.
    """

    seed: str
    sample: int | None = None
    extra: tuple[str, ...] = ()
    again: frozenset[str] = frozenset()


@dataclass
class Looked:
    """What a round over a website found."""

    alarms: list[Alarm] = field(default_factory=list)
    checked: int = 0


def documents(fetcher: Fetcher) -> tuple[dict[str, bytes], tuple[Alarm, ...]]:
    """Fetch the signed documents of the release that a website shows; those that it does not have are left out."""
    found: dict[str, bytes] = {}
    alarms = []
    for name in DOCUMENTS:
        fetched = fetcher.fetch(Errand(f"{DOCUMENTS_PATH}{name}", BROWSER, _DOCUMENT_LIMIT))
        if fetched.status == 200 and not fetched.trouble:
            found[name] = fetched.body
        elif fetched.trouble:
            what = f"取不到发布文件 {name}（{fetched.trouble}）"
            alarms.append(Alarm(AlarmKind.UNREACHABLE, "", what, BROWSER.name))
            if fetched.trouble in ("refused", "untrusted"):
                break
    return found, tuple(alarms)


def look(fetcher: Fetcher, release: Release, plan: Plan) -> Looked:
    """Run one round."""
    return _Round(fetcher, release, plan).run()


class _Round:
    def __init__(self, fetcher: Fetcher, release: Release, plan: Plan) -> None:
        self._fetcher, self._release, self._plan = fetcher, release, plan
        self._portal = Portal(fetcher.website.host, fetcher.website.tls)
        self._files = places.given(release.files)
        self._not_found = next((file for file in release.files if file.path == NOT_FOUND), None)
        self._failures = 0
        self._led_to: dict[str, None] = {}
        self._looked = Looked()

    def run(self) -> Looked:
        self._learn_the_name()
        self._files_as_everybody()
        if self._failures < _GIVE_UP:
            self._what_must_not_be()
            self._questions()
            self._plain_http()
        self._looked.alarms = list(_gathered(self._looked.alarms))
        return self._looked

    def _learn_the_name(self) -> None:
        home = next((file for file in self._files if file.path == "index.html"), None)
        if home is None:
            return
        fetched = self._ask("/", BROWSER, home.size + SLACK)
        title = _TITLE.search(fetched.body)
        if is_genuine(home, fetched) and title:
            self._portal = replace(self._portal, site_name=title[1].decode().strip())

    def _files_as_everybody(self) -> None:
        plan = self._plan
        if plan.sample is None:
            files = self._files
        else:
            picked = {*places.always(self._files), *places.chosen(self._files, plan.sample, plan.seed)}
            files = tuple(sorted(picked | {file for file in self._files if file.path in plan.again}))
        pages = [file for file in files if places.is_page(file)]
        home = {file for file in pages if file.path == "index.html"}
        many = {*home, *places.chosen(pages, _AS_OTHERS if plan.sample is None else 3, plan.seed)}

        def inspect(file: SealedFile) -> tuple[Alarm, ...]:
            visitors = (BROWSER, *((SPIDER,) if places.is_page(file) else ()), *(OTHERS if file in many else ()))
            return self._inspect(file, visitors)

        for alarms in self._fetcher.each(files, inspect):
            self._looked.alarms += alarms
            self._looked.checked += 1

    def _inspect(self, file: SealedFile, visitors: Iterable[Visitor]) -> tuple[Alarm, ...]:
        """One file as several visitors; who gets something else than the first one is being deceived."""
        if self._failures >= _GIVE_UP:
            return (Alarm(AlarmKind.UNREACHABLE, file.path, "网站不回应，其余文件没有再试"),)
        url = places.address_of(file.path)
        found: list[Alarm] = []
        first: Fetched | None = None
        for visitor in visitors:
            fetched = self._ask(url, visitor, file.size + SLACK)
            judged = judge(file, fetched, visitor, self._portal)
            self._follow(judged)
            headers = (
                tuple(judge_headers(url, fetched, visitor, self._portal, path=file.path)) if fetched.status else ()
            )
            if first is None:
                first = fetched
                found += [*judged.alarms, *headers]
                continue
            told = {alarm.what for alarm in found}
            found += [alarm for alarm in headers if alarm.what not in told]
            if (fetched.status, fetched.body, fetched.trouble) == (first.status, first.body, first.trouble):
                continue
            if fetched.trouble in ("broken", "refused"):
                found += judged.alarms
                continue
            deceived = is_genuine(file, first)
            what = f"{visitor.name}看到的与读者看到的不一样"
            seen = judged.alarms[0].what if deceived and judged.alarms else "读者看到的不是发布的内容"
            found.append(Alarm(AlarmKind.CLOAKING, file.path, what, visitor.name, seen))
            found += judged.alarms[1:]
        return tuple(found)

    def _what_must_not_be(self) -> None:
        """Names that intruders use, made-up names, withdrawn pages, and where pages that are not genuine lead."""
        plan, full = self._plan, self._plan.sample is None
        known = {places.address_of(file.path) for file in self._files} | {f"/{quote(f.path)}" for f in self._files}
        folders = _FOLDERS_FULL if full else _FOLDERS_SAMPLE
        absent = {places.absent_address(plan.seed), *places.probes(self._release.files, plan.seed, folders=folders)}
        absent |= {*plan.extra, *map(places.address_of, plan.again)} - known - {f"/{NOT_FOUND}"}
        withdrawn = [places.address_of(path) for path in self._release.gone]
        gone = set(withdrawn if full else places.sampled(withdrawn, _GONE_SAMPLE, plan.seed))
        nowhere = places.absent_address(plan.seed)
        fetched = self._ask(nowhere, BROWSER, _PROBE_LIMIT)
        if fetched.status:
            self._looked.alarms += judge_headers(nowhere, fetched, BROWSER, self._portal, path=NOT_FOUND)
        for path, alarms in self._fetcher.each(sorted(absent | gone), self._absent):
            self._looked.alarms += map(_returned, alarms) if path in gone else alarms
        asked = absent | gone | known
        left = _MOST_LED_TO
        while (new := sorted(self._led_to.keys() - asked)[:left]) and left:
            asked |= set(new)
            left -= len(new)
            for _, alarms in self._fetcher.each(new, self._absent):
                self._looked.alarms += alarms

    def _absent(self, path: str) -> tuple[str, tuple[Alarm, ...]]:
        alarms: list[Alarm] = []
        for visitor in (BROWSER, SPIDER):
            fetched = self._ask(path, visitor, _PROBE_LIMIT)
            judged = judge_absent(unquote(urlsplit(path).path), fetched, visitor, self._portal, self._not_found)
            self._follow(judged)
            if judged.alarms:
                alarms += judged.alarms
                break
        return path, tuple(alarms)

    def _questions(self) -> None:
        """What follows a question mark changes nothing, and the search leads to released pages only."""
        by_path = {file.path: file for file in self._files}
        for path, question in (("index.html", "?from=baidu&id=365"), ("search/index.html", "?q=bet365")):
            if file := by_path.get(path):
                fetched = self._ask(f"{places.address_of(path)}{question}", BROWSER, file.size + SLACK)
                self._looked.alarms += judge(file, fetched, BROWSER, self._portal).alarms
        known = {places.address_of(path) for path in by_path} | {f"/{path}" for path in by_path}
        for words in ("公告", "bet365"):
            fetched = self._ask(f"{SEARCH_PATH}?q={quote(words)}", BROWSER, _PROBE_LIMIT)
            for url in _hits(fetched):
                if url not in known:
                    what = "检索结果指向没有发布的地址"
                    self._looked.alarms.append(Alarm(AlarmKind.LINK, SEARCH_PATH, what, BROWSER.name, url[:120]))

    def _plain_http(self) -> None:
        site = self._fetcher.website
        if not site.tls or site.port != 443:
            return
        with Fetcher(replace(site, tls=False, port=80), at_once=1, patience=self._fetcher.patience) as plain:
            fetched = plain.fetch(Errand("/", BROWSER, _PROBE_LIMIT))
        leads = fetched.header("location")
        if fetched.status and not (300 < fetched.status < 400 and leads.startswith(f"https://{site.host}/")):
            what = "HTTP 没有转到 HTTPS"
            self._looked.alarms.append(Alarm(AlarmKind.REDIRECT, "", what, BROWSER.name, leads[:120]))

    def _ask(self, path: str, visitor: Visitor, limit: int) -> Fetched:
        fetched = self._fetcher.fetch(Errand(path, visitor, limit))
        if fetched.trouble in ("refused", "untrusted", "slow"):
            self._failures += 1
        return fetched

    def _follow(self, judged: Judged) -> None:
        for url in judged.leads_to:
            self._led_to.setdefault(quote(unquote(url)), None)


def _returned(alarm: Alarm) -> Alarm:
    if alarm.kind is not AlarmKind.ADDED:
        return alarm
    return replace(alarm, kind=AlarmKind.RETURNED, what="已经撤下，网站上却还有")


def _hits(fetched: Fetched) -> list[str]:
    if fetched.status != 200 or fetched.trouble:
        return []
    try:
        hits = json.loads(fetched.body)["hits"]
        return [str(hit["url"]) for hit in hits]
    except (ValueError, TypeError, KeyError):
        return ["（回答读不懂）"]


def _gathered(alarms: Iterable[Alarm]) -> Iterable[Alarm]:
    """Alarms that say the same of many files become one that counts them."""
    seen: dict[tuple[object, ...], Alarm] = {}
    for alarm in alarms:
        many = alarm.kind in (AlarmKind.HEADER, AlarmKind.UNREACHABLE, AlarmKind.SLOW)
        key = (alarm.kind, alarm.what) if many else (alarm.kind, alarm.what, alarm.path, alarm.visitor, alarm.evidence)
        before = seen.get(key)
        seen[key] = replace(before, count=before.count + 1) if before and many else before or alarm
    return seen.values()
