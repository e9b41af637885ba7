"""The fonts of official documents: names in use for each, and what stands in for one that is not installed.

All of it are facts about the fonts. A renderer that is handed a chain of names takes the first that is there; Windows, UOS
and Kylin each have some of them.
"""

from __future__ import annotations

# fmt: off
ALTERNATIVES: dict[str, tuple[str, ...]] = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "小标宋体", "华文中宋", "STZhongsong", "宋体"),
    "方正小标宋_GBK": ("FZXiaoBiaoSong-B05", "方正小标宋简体", "小标宋体", "华文中宋", "STZhongsong", "宋体"),
    "仿宋_GB2312":    ("FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "华文仿宋", "STFangsong"),
    "方正仿宋_GBK":   ("FZFangSong-Z02", "仿宋_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong"),
    "楷体_GB2312":    ("KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "华文楷体", "STKaiti"),
    "方正楷体_GBK":   ("FZKai-Z03", "楷体_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti"),
    "黑体":           ("SimHei", "方正黑体_GBK", "华文黑体", "STHeiti"),
    "方正黑体_GBK":   ("FZHei-B01", "黑体", "SimHei", "华文黑体", "STHeiti"),
    "宋体":           ("SimSun", "NSimSun", "方正书宋_GBK", "华文宋体", "STSong"),
    "Times New Roman": ("Liberation Serif", "Nimbus Roman", "FreeSerif", "Libertinus Serif"),
}
"""Other names of the same font and then its nearest relatives, by official name."""

SAME = {name: others[0] for name, others in ALTERNATIVES.items() if not name.isascii()}
"""The name that a font bears outside Chinese systems, and to programs that ask for it in English."""

_SERIF = ("宋体", "SimSun", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "思源宋体", "AR PL UMing CN")
_SANS = ("Microsoft YaHei", "微软雅黑", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "思源黑体", "WenQuanYi Zen Hei")
# fmt: on


def chain(name: str) -> tuple[str, ...]:
    """A font and everything that may stand in for it, best first; at the end what can show any Chinese text at all."""
    last = (*_SANS, *_SERIF) if "黑" in name else (*_SERIF, *_SANS)
    known = [name, *ALTERNATIVES.get(name, ())]
    for other in tuple(known):
        known += ALTERNATIVES.get(other, ())
    return tuple(dict.fromkeys((*known, *last)))
