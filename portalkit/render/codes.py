"""The square code of a page's address (扫一扫在手机上打开当前页), as the path of a drawing: dark runs as strokes.

In codes of one size with one mask every module is a sum (exclusive or) of bits of the text: header, text and check
words all are. So the code of an address is the sum of what its letters contribute, each of which segno is asked for
once. For one address segno is asked for the whole code; for thousands the sums take a hundredth of the time.
"""

from __future__ import annotations

import segno

from portalkit.render.views import CodeView

MASK = 0
_CAPACITY = {3: 53, 4: 78, 5: 106, 6: 134, 8: 192, 10: 271}
"""Version → bytes that fit with the lowest level of correction."""
MANY = 400
"""From how many codes on it pays to ask for the contribution of each letter."""


class Codes:
    """Draws codes; with ``many`` from contributions that are kept."""

    def __init__(self, *, many: bool = False) -> None:
        self._many = many
        self._blank: dict[tuple[int, int], int] = {}
        self._share: dict[tuple[int, int, int], int] = {}
        self._strokes: dict[str, str] = {}

    def of(self, address: str) -> CodeView | None:
        """The code of an address in ASCII; ``None`` for one that no code of ours holds."""
        text = address.encode("ascii", "replace")
        version = next((v for v, capacity in _CAPACITY.items() if len(text) <= capacity), None)
        if version is None:
            return None
        size = 17 + 4 * version
        modules = self._sum(text, version) if self._many else _modules(text, version)
        return CodeView(size, self._path(modules, size))

    def _sum(self, text: bytes, version: int) -> int:
        length = len(text)
        modules = self._blank.get((version, length))
        if modules is None:
            modules = self._blank[version, length] = _modules(bytes(length), version)
        share = self._share
        for place, letter in enumerate(text):
            key = (version, place, letter)
            part = share.get(key)
            modules ^= self._contribution(*key) if part is None else part
        return modules

    def _contribution(self, version: int, place: int, letter: int) -> int:
        """What one letter at one place changes; made of what its bits change."""
        bits = [1 << bit for bit in range(8) if letter >> bit & 1]
        if len(bits) == 1:
            blank = self._blank.get((version, place + 1))
            if blank is None:
                blank = self._blank[version, place + 1] = _modules(bytes(place + 1), version)
            found = blank ^ _modules(bytes(place) + bytes((letter,)), version)
        else:
            found = 0
            for bit in bits:
                key = (version, place, bit)
                known = self._share.get(key)
                found ^= self._contribution(*key) if known is None else known
        self._share[version, place, letter] = found
        return found

    def _path(self, modules: int, size: int) -> str:
        bits = f"{modules:0{size * size}b}"
        parts = []
        for row in range(size):
            parts.append(f"M0 {row}.5")
            line = bits[row * size : (row + 1) * size]
            for start in range(0, size, 11):
                chunk = line[start : start + 11]
                strokes = self._strokes.get(chunk)
                parts.append(self._drawn(chunk) if strokes is None else strokes)
        return "".join(parts)

    def _drawn(self, chunk: str) -> str:
        pieces, rest = [], chunk
        while rest:
            light = len(rest) - len(rest.lstrip("0"))
            rest = rest[light:]
            dark = len(rest) - len(rest.lstrip("1"))
            rest = rest[dark:]
            pieces.append((f"m{light} 0" if light else "") + (f"h{dark}" if dark else ""))
        self._strokes[chunk] = "".join(pieces)
        return self._strokes[chunk]


def _modules(text: bytes, version: int) -> int:
    """The modules of a code as one number, row by row."""
    code = segno.make_qr(text, error="l", version=version, mode="byte", mask=MASK, boost_error=False)
    return int("".join("1" if module else "0" for row in code.matrix for module in row), 2)
