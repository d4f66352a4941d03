"""The theme's style sheet, scripts and pictures: their size, their colours, and that they ask nobody for anything."""

from __future__ import annotations

import colorsys
import gzip
import re
from pathlib import Path

import pytest
from lxml import etree

STATIC = Path(__file__).parents[2] / "theme" / "static"
TEMPLATES = Path(__file__).parents[2] / "theme" / "templates"
STYLE = (STATIC / "css" / "site.css").read_text(encoding="utf-8")


def tokens(start: str) -> dict[str, str]:
    """The colours of the block of rules that begins so."""
    block = STYLE[STYLE.index(start) :]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block[: block.index("}")]))


TOKENS = tokens(":root {")
CONTRAST = TOKENS | tokens(":root.contrast {")
PICTURES = sorted((STATIC / "img").glob("*.svg"))


def channels(colour: str) -> tuple[float, float, float]:
    """``#a3191d`` → red, green, blue in 0..1."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(d * 2 for d in digits)
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it."""

    def light(colour: str) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_style_sheet_is_small() -> None:
    assert len(gzip.compress(STYLE.encode())) < 30_000


def test_scripts_are_small_and_never_read_text_as_markup() -> None:
    assert (STATIC / "js" / "site.js").stat().st_size < 8_000
    for script in (STATIC / "js").glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", text), (
            script
        )


@pytest.mark.parametrize("path", sorted(p for p in STATIC.rglob("*") if p.is_file()), ids=lambda p: p.name)
def test_a_static_file_asks_no_other_host_for_anything(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]", text)
    assert "@import" not in text


def test_every_picture_of_the_style_sheet_is_there() -> None:
    names = re.findall(r"url\(([^)]+)\)", STYLE)
    assert names
    for name in names:
        assert (STATIC / "css" / name).resolve().is_file(), name


def test_every_class_of_the_templates_has_a_style_or_a_reader() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in (STATIC / "js").glob("*.js"))
    plain = {"breadcrumb", "directory", "directory-"}
    for path in sorted(TEMPLATES.rglob("*.html")):
        for value in re.findall(r'class="([^"{]+)"', path.read_text(encoding="utf-8")):
            for name in set(value.split()) - plain:
                assert re.search(rf"\.{name}(?![\w-])", STYLE) or name in scripts, f"{path.name}: {name}"


@pytest.mark.parametrize("path", PICTURES, ids=lambda p: p.name)
def test_a_picture_is_well_formed_and_carries_no_script(path: Path) -> None:
    root = etree.fromstring(path.read_bytes())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not root.xpath("//*[local-name() = 'script'] | //@*[starts-with(name(), 'on')]")


def test_the_pictures_that_the_registry_can_ask_for_are_there() -> None:
    names = {path.name for path in PICTURES}
    assert {"emblem.svg", "badge-red.svg", "badge-blue.svg", "favicon.svg"} <= names


def test_there_are_at_most_three_hues() -> None:
    hues = set()
    for colour in set(re.findall(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b", STYLE)):
        hue, _, saturation = colorsys.rgb_to_hls(*channels(colour))
        if saturation > 0.15:
            degrees = hue * 360
            red, gold, blue = degrees < 18 or degrees > 345, 18 <= degrees < 52, 195 < degrees < 235
            hues.add("red" if red else "gold" if gold else "blue" if blue else colour)
    assert hues == {"red", "gold", "blue"}


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "ground"),
        ("ink-soft", "ground"),
        ("ink-faint", "ground"),
        ("ink-faint", "paper"),
        ("ink-faint", "gold-tint"),
        ("ink-soft", "gold-tint"),
        ("ink-faint", "blue-tint"),
        ("red-ink", "paper"),
        ("red-ink", "ground"),
        ("red-ink", "gold-tint"),
        ("red-ink", "red-tint"),
        ("blue-ink", "paper"),
        ("blue-ink", "ground"),
        ("blue-ink", "blue-tint"),
        ("on-fill", "red"),
        ("on-fill", "red-deep"),
        ("on-fill", "blue"),
        ("on-fill", "blue-deep"),
        ("gold-light", "red"),
        ("gold-light", "red-deep"),
    ],
)
def test_text_can_be_read_on_its_ground(text: str, ground: str) -> None:
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5
    assert contrast(CONTRAST[text], CONTRAST[ground]) >= 7


@pytest.mark.parametrize("view", ["elder", "contrast"])
def test_a_view_is_the_same_with_a_script_and_without(view: str) -> None:
    def block(selector: str) -> str:
        (start,) = [found.end() for found in re.finditer(re.escape(f"\n{selector} {{"), STYLE)]
        return STYLE[start : STYLE.index("}", start)]

    assert block(f":root.{view}") == block(f":root:has(#view-{view}:checked)")


TOO_NEW = re.compile(
    r":is\(|:where\(|(?<![\w-])inset:|@layer|@container|@scope|\b(?:oklch|lch|lab)\(|\d(?:dvh|svh|lvh|cqw)\b|(?m:^\s*&)"
)
"""What Chromium 86, the engine of office browsers still in use, does not know and what would take a rule with it."""


def test_browsers_of_2020_lose_no_layout() -> None:
    assert TOO_NEW.findall(STYLE) == []
    # A selector that is not known takes the rule with it, so that it stands alone and only adds.
    for selectors in re.findall(r"^ *([^\n{}]*:has\([^\n{}]*)\{", STYLE, re.MULTILINE):
        assert "," not in selectors, selectors
    for path in (STATIC / "js").glob("*.js"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"=>|\b(?:const|let|class|async|await)\b|\?\.|\?\?|`", text), path.name


def test_the_style_sheet_thinks_of_print_keyboard_and_motion() -> None:
    for part in (
        "@media print",
        "prefers-contrast",
        "forced-colors",
        ":focus-visible",
        "prefers-reduced-motion",
        "min-width: 960px",
    ):
        assert part in STYLE
    assert "user-select" not in STYLE
