"""One unit whose pages cannot be rendered does not stop the portal: its old pages stay, the others are replaced.

Only where there are pages to stay, and never for the portal's own: a template that is broken for everybody stops the
build. What is no longer public goes in any case.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from portalkit.errors import RenderError
from portalkit.library.corpus import Corpus
from portalkit.model.group import BuiltFile, GroupKind, PageGroup
from portalkit.model.tenant import PORTAL_FOLDER
from portalkit.release.placing import Place
from portalkit.render.slices import single
from portalkit.render.work import Work
from portalkit.render.worker import Rendered

OLD_THEME = PageGroup.of(GroupKind.WHOLE, "-", "theme")
"""Theme files that old pages were made with: they go when no unit has such pages any more."""

Failed = tuple[tuple[Work, Rendered], ...]


class Renderer(Protocol):
    """Renders shares and returns those that failed."""

    def __call__(self, shares: Iterable[Work], *, done: Callable[[Rendered], None]) -> Failed:
        """``done`` is told of each share, in the order in which they end."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """The files that were rendered, in order, and the units that could not be."""

    files: Sequence[BuiltFile]
    failed: Failed = ()

    @property
    def folders(self) -> tuple[str, ...]:
        """Folders of the units that failed."""
        return tuple(tenant.folder for work, _ in self.failed for tenant in work.tenants)

    @property
    def again(self) -> tuple[PageGroup, ...]:
        """What has to be rendered when everything else was."""
        units = (PageGroup.of(GroupKind.WHOLE, folder) for folder in self.folders)
        return (*units, OLD_THEME) if self.failed else ()

    def leaves(self, group: PageGroup) -> bool:
        """Whether a group is as it was before, since its unit could not be rendered."""
        return group.tenant in self.folders or (group == OLD_THEME and bool(self.failed))

    @property
    def words(self) -> tuple[str, ...]:
        """What the operator is told of them."""
        return tuple(f"{work.name}：{_trouble(rendered)} {rendered.detail}".rstrip() for work, rendered in self.failed)


def rendered_apart(shares: tuple[Work, ...], renderer: Renderer, step: Callable[[], None]) -> Rendering:
    """Render shares; those that fail are tried again unit by unit, so that only the one at fault is left out."""
    files: list[BuiltFile] = []

    def done(rendered: Rendered) -> None:
        files.extend(rendered.files)
        step()

    failed = renderer(shares, done=done)
    mixed = [work for work, _ in failed if len(work.tenants) > 1]
    if mixed:
        alone = tuple(pair for pair in failed if len(pair[0].tenants) == 1)
        failed = (*alone, *renderer(single(mixed), done=lambda rendered: files.extend(rendered.files)))
    return Rendering(sorted(files, key=lambda file: file.file), failed)


def check_can_stay(failed: Failed, view: Corpus, place: Place, portal: str) -> None:
    """Raise ``RenderError`` unless every unit that failed has old pages to stay, and the portal itself did not fail."""
    whole = bool(place.mark()) and view.note(portal, "mark") == place.mark()
    owners = {PageGroup.of_key(file.part).tenant for file in view.everything_built(portal)} if whole else set()
    for work, rendered in failed:
        for tenant in work.tenants:
            if tenant.folder == PORTAL_FOLDER or tenant.folder not in owners:
                raise RenderError(_trouble(rendered), rendered.detail)


def keep_pages(rendering: Rendering, view: Corpus, place: Place, portal: str) -> list[BuiltFile]:
    """Copy the old pages of the units that failed to the new tree, with the theme files that they were made with."""
    fresh = {file.file for file in rendering.files}
    kept: list[BuiltFile] = []
    for file in view.everything_built(portal):
        group = PageGroup.of_key(file.part)
        theirs = group.tenant in rendering.folders and _is_public(view, group)
        theme = file.file.startswith("static/")
        if file.file in fresh or not (theirs or theme):
            continue
        raw = (place.live / file.file).read_bytes()
        if hashlib.sha256(raw).hexdigest() == file.sha256:
            target = place.staging / file.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(raw)
            kept.append(file._replace(part=OLD_THEME.key) if theme else file)
    return kept


def clear_strays(staging: Path, files: Iterable[BuiltFile]) -> None:
    """Remove what a share had written before it failed."""
    known = {file.file for file in files}
    for path in staging.rglob("*"):
        if path.is_file() and path.relative_to(staging).as_posix() not in known:
            path.unlink()


def parts_of(groups: Iterable[PageGroup], view: Corpus, portal: str) -> list[str]:
    """Keys of groups; of a unit that is rendered as a whole, those of all that it had in place."""
    parts: dict[str, None] = {}
    for group in groups:
        if group.kind == GroupKind.WHOLE.value:
            built = view.everything_built(portal)
            parts |= dict.fromkeys(f.part for f in built if PageGroup.of_key(f.part).tenant == group.tenant)
        else:
            parts[group.key] = None
    return list(parts)


def _is_public(view: Corpus, group: PageGroup) -> bool:
    return group.kind != GroupKind.ARTICLE.value or view.entry(group.name) is not None


def _trouble(rendered: Rendered) -> str:
    return f"页面生成失败（{rendered.name}）：{rendered.trouble}"
