"""Which font and size words of a Word file have: their own, else those of their styles, else those of the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from importers.document.xml import child, is_on, local, val

_SIZES = {
    42: "初号",
    36: "小初",
    26: "1号",
    24: "小1号",
    22: "2号",
    18: "小2号",
    16: "3号",
    15: "小3号",
    14: "4号",
    12: "小4号",
    10.5: "5号",
    9: "小5号",
}
_MAX_DEPTH = 20
_BLACK = frozenset({"", "AUTO", "000000", "0D0D0D", "1A1A1A", "262626", "333333"})


def name_of_size(points: float) -> str:
    """3号; in points where it has no name."""
    return _SIZES.get(points, f"{points:g}磅")


@dataclass(frozen=True, slots=True)
class Face:
    """The Chinese font ("" where it is not known) and the size in points (0 where it is not)."""

    font: str
    size: float


class Faces:
    """Looks up the properties of words and paragraphs. ``styles`` and ``theme`` are the parts of these names, None where there is none."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None) -> None:
        self._styles = (
            {val(style, "styleId"): style for style in styles if local(style) == "style"} if styles is not None else {}
        )
        self._defaults = child(styles, "docDefaults", "rPrDefault", "rPr") if styles is not None else None
        self._default = next(
            (
                id
                for id, style in self._styles.items()
                if val(style, "type") == "paragraph" and val(style, "default") in ("1", "true", "on")
            ),
            "",
        )
        self._theme = dict(_theme_fonts(theme))

    def of(self, paragraph: etree._Element) -> Face:
        """The face of most of a paragraph's words."""
        amounts: dict[Face, int] = {}
        for run, words in _runs(paragraph):
            face = self._face(paragraph, run)
            amounts[face] = amounts.get(face, 0) + len(words)
        return max(amounts, key=lambda face: amounts[face]) if amounts else self._face(paragraph, None)

    def first(self, paragraph: etree._Element) -> Face:
        """The face of its first words."""
        return next((self._face(paragraph, run) for run, _ in _runs(paragraph)), self._face(paragraph, None))

    def all(self, paragraph: etree._Element) -> list[Face]:
        """The faces of its Chinese words, the first ones first; headings that are run in and points in bold are none of their own."""
        found = (
            self._face(paragraph, run) for run, words in _runs(paragraph) if any(char > "\u2e7f" for char in words)
        )
        return list(dict.fromkeys(found))

    def coloured(self, paragraph: etree._Element) -> bool:
        """Whether some words are in a colour other than black, or marked."""
        for run, _ in _runs(paragraph):
            for properties in self._properties(paragraph, run):
                colour = child(properties, "color")
                if val(child(properties, "highlight")) not in ("", "none"):
                    return True
                if colour is not None:
                    if val(colour).upper() not in _BLACK:
                        return True
                    break
        return False

    def indented(self, paragraph: etree._Element) -> bool:
        """Whether the first line begins in from the margin."""
        for properties in (
            child(paragraph, "pPr"),
            *self._of_styles(val(child(paragraph, "pPr", "pStyle")) or self._default, "pPr"),
        ):
            indent = child(properties, "ind")
            if indent is not None and (val(indent, "firstLine") or val(indent, "firstLineChars")):
                return (val(indent, "firstLineChars") or val(indent, "firstLine")) not in ("", "0")
        return False

    def _face(self, paragraph: etree._Element, run: etree._Element | None) -> Face:
        font, size = "", 0.0
        for properties in self._properties(paragraph, run):
            fonts = child(properties, "rFonts")
            if not font and fonts is not None:
                font = self._theme.get(val(fonts, "eastAsiaTheme"), "") or val(fonts, "eastAsia")
            written = val(child(properties, "sz"))
            if not size and written.isdecimal() and len(written) < 5:
                size = int(written) / 2
        return Face(font, size)

    def _properties(self, paragraph: etree._Element, run: etree._Element | None) -> Iterator[etree._Element | None]:
        """The properties that hold for words, the nearest first."""
        if run is not None:
            yield child(run, "rPr")
            yield from self._of_styles(val(child(run, "rPr", "rStyle")), "rPr")
        yield from self._of_styles(val(child(paragraph, "pPr", "pStyle")) or self._default, "rPr")
        yield self._defaults

    def _of_styles(self, id: str, name: str) -> Iterator[etree._Element | None]:
        for _ in range(_MAX_DEPTH):
            style = self._styles.get(id)
            if style is None:
                return
            yield child(style, name)
            id = val(child(style, "basedOn"))


def _runs(paragraph: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for run in paragraph.iter("{*}r"):
        words = "".join(item.text or "" for item in run if local(item) == "t").strip()
        hidden = child(run, "rPr", "vanish")
        if words and not (hidden is not None and is_on(hidden)):
            yield run, words


def _theme_fonts(theme: etree._Element | None) -> Iterator[tuple[str, str]]:
    """The Chinese fonts of the theme, by the names under which styles refer to them."""
    for name, kind in (("minorEastAsia", "minorFont"), ("majorEastAsia", "majorFont")):
        fonts = next(theme.iter(f"{{*}}{kind}"), None) if theme is not None else None
        if fonts is not None:
            chinese = next((val(item, "typeface") for item in fonts if val(item, "script") == "Hans"), "")
            yield name, val(child(fonts, "ea"), "typeface") or chinese
