"""Values in configuration files: only what can be written without a second meaning, everything else is refused.

nginx has no way to write a ``$`` or, in some places, a quote as itself, and systemd reads ``%`` anew. So nothing is
escaped: a value either consists of harmless characters, or the files are not written.
"""

from __future__ import annotations

import re

from portalkit.errors import UsageError

_WORD = re.compile(r"[A-Za-z0-9/_.:@+~\[\]-]+", re.ASCII)
_PHRASE = re.compile(r"[A-Za-z0-9 '()*,;:=/_.+~-]+", re.ASCII)
_PATH = re.compile(r"(?:/[A-Za-z0-9_][A-Za-z0-9_.@+-]*)+", re.ASCII)
_ADDRESS = re.compile(r"/[^\x00-\x1f\x7f\"\\$\s]*")

LONGEST_ADDRESS = 400
"""What the tables of nginx are made for (``map_hash_bucket_size`` of the shared file)."""


class Token(str):
    """Text that may stand in a configuration file as it is."""

    __slots__ = ()


def token(value: object) -> Token:
    """One word of a configuration file; raises ``UsageError`` for anything that would be more, or less, than one."""
    if isinstance(value, Token):
        return value
    text = str(value)
    if not _WORD.fullmatch(text):
        raise UsageError(
            f"“{text[:60]}”不能写进服务器配置。", "只能用字母、数字和 / _ . : @ + ~ -，请改登记或命令里的值。"
        )
    return Token(text)


def phrase(value: str) -> Token:
    """Words in double quotes, such as the value of a header."""
    if not _PHRASE.fullmatch(value):
        raise UsageError(f"“{value[:60]}”不能写进服务器配置。", "里面有配置文件不能原样书写的字符。")
    return Token(f'"{value}"')


def folder(text: str, option: str) -> str:
    """A full path on the server, as the operator typed it; raises ``UsageError``."""
    if not _PATH.fullmatch(text) or "/../" in f"{text}/":
        raise UsageError(
            f"--{option} 的“{text[:60]}”不能用。",
            "请写服务器上的完整路径，只用字母、数字和 _ . @ + -，如 /srv/portal/shili。",
        )
    return text


def address(url: str) -> Token | None:
    """A decoded address of the website as a key or value of a table; ``None`` for one that cannot stand there.

    It begins with a slash, so it is no word that means something else to the table.
    """
    if _ADDRESS.fullmatch(url) is None or len(url.encode("utf-8", "surrogatepass")) > LONGEST_ADDRESS:
        return None
    return Token(f'"{url}"') if url.isprintable() and not url.startswith("//") else None
