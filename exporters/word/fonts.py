"""The font table: every font of the report with what stands in for it where it is not installed.

Word and WPS take the names in ``altName`` in turn; LibreOffice and everything else choose by family, pitch, character set
and panose number. All of them are facts about the fonts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exporters.word.xml import Element, val, w

_CHINESE = "86"  # GB 2312


@dataclass(frozen=True, slots=True)
class _Font:
    others: tuple[str, ...]
    panose: str
    family: str
    pitch: str


_SONG = ("02010600030101010101", "auto", "variable")
_HEI = ("02010609060101010101", "modern", "fixed")
_FANG = ("02010609060101010101", "modern", "fixed")

# fmt: off
_FONTS = {
    "方正小标宋简体": _Font(("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "小标宋体", "华文中宋", "STZhongsong", "宋体"), "03000509000000000000", "script", "fixed"),
    "方正小标宋_GBK": _Font(("FZXiaoBiaoSong-B05", "方正小标宋简体", "小标宋体", "华文中宋", "STZhongsong", "宋体"), "03000509000000000000", "script", "fixed"),
    "仿宋_GB2312":    _Font(("FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "华文仿宋", "STFangsong"), *_FANG),
    "方正仿宋_GBK":   _Font(("FZFangSong-Z02", "仿宋_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong"), "03000509000000000000", "script", "fixed"),
    "楷体_GB2312":    _Font(("KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "华文楷体", "STKaiti"), *_HEI),
    "方正楷体_GBK":   _Font(("FZKai-Z03", "楷体_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti"), "03000509000000000000", "script", "fixed"),
    "黑体":           _Font(("SimHei", "方正黑体_GBK", "华文黑体", "STHeiti"), *_HEI),
    "方正黑体_GBK":   _Font(("FZHei-B01", "黑体", "SimHei", "华文黑体", "STHeiti"), "03000509000000000000", "script", "fixed"),
    "宋体":           _Font(("SimSun", "NSimSun", "方正书宋_GBK", "华文宋体", "STSong"), *_SONG),
}
# fmt: on


def font_table(names: Iterable[str]) -> Element:
    """The part ``fontTable.xml`` for these fonts; one that is not known here is taken for a Chinese one without substitutes."""
    return w("fonts", *(_font(name) for name in names))


def _font(name: str) -> Element:
    font = _FONTS.get(name)
    if font is not None:
        parts = (font.panose, _CHINESE, font.family, font.pitch)
    elif name.isascii():
        parts = ("02020603050405020304", "00", "roman", "variable")
    else:
        parts = ("02010600030101010101", _CHINESE, "auto", "default")
    panose, charset, family, pitch = parts
    return w(
        "font",
        val("altName", ",".join(font.others)) if font else None,
        val("panose1", panose),
        val("charset", charset),
        val("family", family),
        val("pitch", pitch),
        name=name,
    )
