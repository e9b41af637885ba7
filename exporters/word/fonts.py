"""The font table: every font of the report with what stands in for it where it is not installed.

Word and WPS take the names in ``altName`` in turn, and where none is installed choose by panose number, family and character
set. LibreOffice reads neither: it replaces a font by its name, through its own table and that of the system, so the name in the
document is the official one that these know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exporters.fonts import ALTERNATIVES
from exporters.word.xml import Element, val, w

_CHINESE = "86"  # GB 2312


@dataclass(frozen=True, slots=True)
class _Font:
    panose: str
    family: str
    pitch: str


_SONG = ("02010600030101010101", "auto", "variable")
_HEI = ("02010609060101010101", "modern", "fixed")
_FANG = ("02010609060101010101", "modern", "fixed")

# fmt: off
_FONTS = {
    "方正小标宋简体": _Font("03000509000000000000", "script", "fixed"),
    "方正小标宋_GBK": _Font("03000509000000000000", "script", "fixed"),
    "仿宋_GB2312":    _Font(*_FANG),
    "方正仿宋_GBK":   _Font("03000509000000000000", "script", "fixed"),
    "楷体_GB2312":    _Font(*_HEI),
    "方正楷体_GBK":   _Font("03000509000000000000", "script", "fixed"),
    "黑体":           _Font(*_HEI),
    "方正黑体_GBK":   _Font("03000509000000000000", "script", "fixed"),
    "宋体":           _Font(*_SONG),
}
# fmt: on


def font_table(names: Iterable[str]) -> Element:
    """The part ``fontTable.xml`` for these fonts; one that is not known here is taken for a Chinese one without substitutes."""
    return w("fonts", *(_font(name) for name in names))


def _font(name: str) -> Element:
    font = _FONTS.get(name)
    others = ALTERNATIVES[name] if font else ()
    if font is not None:
        parts = (font.panose, _CHINESE, font.family, font.pitch)
    elif name.isascii():
        parts = ("02020603050405020304", "00", "roman", "variable")
    else:
        parts = ("02010600030101010101", _CHINESE, "auto", "default")
    panose, charset, family, pitch = parts
    return w(
        "font",
        val("altName", ",".join(sorted(others, key=str.isascii))) if others else None,
        val("panose1", panose),
        val("charset", charset),
        val("family", family),
        val("pitch", pitch),
        name=name,
    )
