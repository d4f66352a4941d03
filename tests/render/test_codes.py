"""Square codes of addresses: sums of contributions are the very codes that segno draws, and can be read."""

from __future__ import annotations

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from portalkit.render.codes import MASK, Codes
from portalkit.render.views import CodeView

SUMS = Codes(many=True)
PATHS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-/.%", max_size=120)


@settings(max_examples=60, deadline=None)
@given(PATHS)
def test_a_sum_of_contributions_is_the_code_itself(path: str) -> None:
    address = f"https://www.shili.gov.cn/{path}"
    assert SUMS.of(address) == Codes().of(address)


def test_the_drawing_is_module_for_module_what_segno_makes() -> None:
    address = "https://www.shili.gov.cn/policy/202603/yan.html"
    code = SUMS.of(address)
    assert code is not None
    made = segno.make_qr(address, error="l", version=3, mode="byte", mask=MASK, boost_error=False)
    assert drawn(code) == [[bool(module) for module in row] for row in made.matrix]


def drawn(code: CodeView) -> list[list[bool]]:
    """The modules as a browser paints the path."""
    rows = [[False] * code.size for _ in range(code.size)]
    for row, line in enumerate(code.path.removeprefix("M").split("M")):
        strokes = line.removeprefix(f"0 {row}.5").replace("m", " m").replace("h", " h").split(" ")
        at = 0
        for stroke in filter(None, strokes):
            if stroke.startswith("m"):
                at += int(stroke[1:])
            elif stroke.startswith("h"):
                for place in range(at, at + int(stroke[1:])):
                    rows[row][place] = True
                at += int(stroke[1:])
    return rows


@pytest.mark.parametrize(("length", "size"), [(50, 29), (70, 33), (100, 37), (130, 41), (190, 49), (270, 57)])
def test_a_longer_address_gets_a_larger_code(length: int, size: int) -> None:
    code = Codes().of("https://" + "a" * (length - 8))
    assert code is not None
    assert code.size == size


def test_an_address_that_no_code_holds_gets_none() -> None:
    assert Codes().of("https://" + "a" * 300) is None
