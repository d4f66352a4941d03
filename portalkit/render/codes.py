"""The square code of a page's address (扫一扫在手机上打开当前页), as the path of a drawing: dark runs as strokes.

In codes of one size with one mask the drawing is a sum (exclusive or): every word of the text contributes its own
modules and those of the check words that follow from it. segno draws one code of each length of text and tells which
modules hold words; all others are sums from there, in a hundredth of the time. A test holds them against segno, module
for module.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import segno
from segno import consts

from portalkit.render.views import CodeView

MASK = 0
WORDS = {3: (55, 15), 4: (80, 20), 5: (108, 26)}
"""Version → words of text and words of check, with the lowest level of correction; these have one block of words."""

_PRIMITIVE = 0x11D
_CHUNK = 11
_DATA = (consts.TYPE_DATA_DARK, consts.TYPE_DATA_LIGHT)


class Codes:
    """Draws codes; what has been worked out is kept for the next one."""

    def __init__(self) -> None:
        self._sizes: dict[int, _Size] = {}
        self._strokes = _Strokes()

    def of(self, address: str) -> CodeView | None:
        """The code of an address in ASCII; ``None`` for one that no code of ours holds."""
        text = address.encode("ascii", "replace")
        version = next((v for v, (words, _) in WORDS.items() if len(text) + 2 <= words), None)
        if version is None:
            return None
        size = self._sizes.get(version)
        if size is None:
            size = self._sizes[version] = _Size(version)
        return CodeView(size.side, self._path(size.modules(text), size.side))

    def _path(self, modules: int, side: int) -> str:
        bits = f"{modules:0{side * side}b}"
        strokes = self._strokes
        starts = range(0, side, _CHUNK)
        each = len(starts) + 1
        parts = [""] * (each * side)
        parts[::each] = [f"M0 {row}.5" for row in range(side)]
        for number, start in enumerate(starts, 1):
            width = min(_CHUNK, side - start)
            parts[number::each] = [strokes[bits[at : at + width]] for at in range(start, side * side, side)]
        return "".join(parts)


class _Strokes(dict[str, str]):
    """A piece of a row → its strokes."""

    def __missing__(self, piece: str) -> str:
        self[piece] = _strokes_of(piece)
        return self[piece]


class _Size:
    """Codes of one version: what each word changes, and the first code of each length of text as segno draws it."""

    def __init__(self, version: int) -> None:
        self.side = 17 + 4 * version
        self._version = version
        self._words, self._checks = WORDS[version]
        self._places: list[int] = []
        self._remainders = _remainders(self._words, self._checks)
        self._changes: list[dict[int, int]] = [{} for _ in range(self._words)]
        self._signs: dict[int, list[int]] = {}
        self._first: dict[int, tuple[bytes, int]] = {}
        self._empties: dict[int, int] = {}
        self._begun: dict[tuple[int, bytes], int] = {}

    def modules(self, text: bytes) -> int:
        """The modules as one number, row by row."""
        if len(text) not in self._first:
            drawn = self._drawn(text)
            self._first[len(text)] = text, drawn
            return drawn
        # What addresses have in common is summed up once: ``https://www.shili.gov.cn/shichang/policy/202603/``.
        cut = text.rfind(b"/") + 1
        begun = (len(text), text[:cut])
        modules = self._begun.get(begun)
        if modules is None:
            modules = self._begun[begun] = self._empty(len(text)) ^ self._sum(text[:cut], 0)
        return modules ^ self._sum(text[cut:], cut)

    def _sum(self, part: bytes, start: int) -> int:
        """What a part of a text changes that stands at ``start`` in it."""
        # The words hold a mode and a length, then the text from the middle of the second word on.
        changed = 0
        for place, word in enumerate((int.from_bytes(part) << 4).to_bytes(len(part) + 1), start + 1):
            if word:
                known = self._changes[place].get(word)
                changed ^= self._change(place, word) if known is None else known
        return changed

    def _empty(self, length: int) -> int:
        """The modules of a text of zeros, which says nothing but its length."""
        if length not in self._empties:
            text, drawn = self._first[length]
            self._empties[length] = drawn ^ self._sum(text, 0)
        return self._empties[length]

    def _drawn(self, text: bytes) -> int:
        code = segno.make_qr(text, error="l", version=self._version, mode="byte", mask=MASK, boost_error=False)
        if not self._places:
            self._places = list(_places(code, self.side))
        return int("".join("1" if module else "0" for row in code.matrix for module in row), 2)

    def _change(self, place: int, word: int) -> int:
        """What another word at a place changes: its own modules and those of the check words."""
        changed = self._of_word(place, word)
        for number, factor in enumerate(self._remainders[place]):
            changed ^= self._of_word(self._words + number, _times(word, factor))
        self._changes[place][word] = changed
        return changed

    def _of_word(self, number: int, word: int) -> int:
        signs = self._signs.get(number)
        if signs is None:
            signs = self._signs[number] = [0]
            for place in reversed(self._places[8 * number : 8 * number + 8]):
                signs += [place | sign for sign in signs]
        return signs[word]


def _places(code: segno.QRCode, side: int) -> Iterator[int]:
    """The modules that hold words, in the order of their bits: two columns at a time, from the right, up and down."""
    kinds = [tuple(row) for row in code.matrix_iter(border=0, verbose=True)]
    right, upward = side - 1, True
    while right > 0:
        if right == 6:  # the column of the timing pattern is left out
            right -= 1
        for row in range(side - 1, -1, -1) if upward else range(side):
            for column in (right, right - 1):
                # segno counts the module left of the second copy of the format to the format.
                if kinds[row][column] in _DATA or (row, column) == (8, side - 9):
                    yield 1 << (side * side - 1 - (row * side + column))
        right, upward = right - 2, not upward


def _remainders(words: int, checks: int) -> list[list[int]]:
    """For each place of a word, the check words that the word 1 at that place alone would have (Reed-Solomon)."""
    generator = [1]
    root = 1
    for _ in range(checks):
        generator = [a ^ _times(b, root) for a, b in zip([*generator, 0], [0, *generator], strict=True)]
        root = _times(root, 2)
    found = [generator[1:]]
    for _ in range(words - 1):
        leading, *rest = found[-1]
        found.append([a ^ _times(leading, b) for a, b in zip([*rest, 0], generator[1:], strict=True)])
    return found[::-1]


@lru_cache(maxsize=1 << 16)
def _times(one: int, other: int) -> int:
    """The product in the field of 256 elements."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one = one << 1 ^ (_PRIMITIVE if one & 0x80 else 0)
        other >>= 1
    return product


def _strokes_of(chunk: str) -> str:
    pieces, rest = [], chunk
    while rest:
        light = len(rest) - len(rest.lstrip("0"))
        rest = rest[light:]
        dark = len(rest) - len(rest.lstrip("1"))
        rest = rest[dark:]
        pieces.append((f"m{light} 0" if light else "") + (f"h{dark}" if dark else ""))
    return "".join(pieces)
