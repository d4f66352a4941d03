"""Releases that are carried: a bundle from a medium, checked and laid out in a folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from portalkit.errors import BadRelease, UsageError
from portalkit.model.release import Release
from portalkit.release.bundle import accept_bundle
from portalkit.release.keys import load_keyring
from portalkit.release.opening import Documents, open_statement, require_fresh
from portalkit.workflows.counter import Asked


def accept(bundle: Path, into: Path, keys: Path, *, portal: str, asked: Asked) -> Release:
    """Check a bundle and put its release into a folder: ``tree/`` and ``documents/``, whole or not at all.

    A release that ran out, or is not newer than what lies there, is refused.
    """
    keyring = load_keyring(keys)
    if not bundle.is_file():
        raise UsageError(f"找不到包 {bundle.name}。", "核对文件名。")
    if into.exists() and any(into.iterdir()) and not (into / "documents").is_dir():
        raise UsageError(f"文件夹 {into.name} 里有别的文件。", "请换一个空文件夹。")
    fresh, old = into.with_name(f"{into.name}.new"), into.with_name(f"{into.name}.old")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        with bundle.open("rb") as stream:
            release = accept_bundle(stream, keyring, portal=portal, place=fresh)
        newer_than = 0
        if (into / "documents").is_dir():
            there = Documents.read(into / "documents")
            newer_than = open_statement(there.statement, there.signatures, keyring, portal=portal).number
        require_fresh(release.statement, now=asked.now, at_least=newer_than)
    except BadRelease:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)
    if into.exists():
        into.rename(old)
    fresh.rename(into)
    shutil.rmtree(old, ignore_errors=True)
    return release
