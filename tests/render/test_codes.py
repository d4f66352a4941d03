"""Square codes of addresses: sums of changes are the very codes that segno draws."""

from __future__ import annotations

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from portalkit.render.codes import MASK, Codes
from portalkit.render.views import CodeView

CODES = Codes()
PATHS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-/.%~", max_size=81)


@settings(max_examples=100, deadline=None)
@given(PATHS)
def test_a_code_is_module_for_module_what_segno_draws(path: str) -> None:
    address = f"https://www.shili.gov.cn/{path}"
    code = CODES.of(address)
    assert code is not None
    version = (code.size - 17) // 4
    made = segno.make_qr(address.encode(), error="l", version=version, mode="byte", mask=MASK, boost_error=False)
    assert drawn(code) == [[bool(module) for module in row] for row in made.matrix]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz/", min_size=20, max_size=20), min_size=2, max_size=4))
def test_the_first_code_of_a_length_and_those_after_it_are_what_others_would_have_drawn(paths: list[str]) -> None:
    addresses = [f"https://www.shili.gov.cn/{path}" for path in paths]
    forth, back = Codes(), Codes()
    assert [forth.of(each) for each in addresses] == [back.of(each) for each in reversed(addresses)][::-1]


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


@pytest.mark.parametrize(("length", "size"), [(53, 29), (54, 33), (78, 33), (79, 37), (106, 37)])
def test_a_longer_address_gets_a_larger_code(length: int, size: int) -> None:
    code = CODES.of("https://" + "a" * (length - 8))
    assert code is not None
    assert code.size == size


def test_an_address_that_no_code_holds_gets_none() -> None:
    assert CODES.of("https://" + "a" * 99) is None
