"""What a person is told of fonts that this computer lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')


def stand_ins_told(fonts: Mapping[str, str], kind: str) -> Iterator[str]:
    """What stands in for the fonts that are missing ("" for none) in a file of this kind, in a sentence."""
    by_other: dict[str, list[str]] = {}
    for name, other in fonts.items():
        by_other.setdefault(other, []).append(f"“{name}”")
    hopeless = by_other.pop("", [])
    if by_other:
        said = "，".join(f"{'、'.join(names)}用“{other}”代替" for other, names in by_other.items())
        yield f"本机缺少公文字体，{kind} 中{said}。"
    if hopeless:
        missing = "、".join(hopeless)
        yield f"本机没有安装{missing}，也没有可以代替的中文字体，{kind} 中的文字可能缺失；请安装中文字体后重新导出。"


def unshown_character(fault: str) -> str:
    """The character that no font has, from what the typesetter says of it; "" where it complains of something else."""
    shown = _UNSHOWN.search(fault)
    if shown is None:
        return ""
    return re.sub(r"\\+u\{([0-9a-f]+)\}", lambda match: f"U+{match[1].upper()}", shown[1])
