"""Make resources/fonts/start.otf: the characters of the sentences that are shown before Qt, from Noto Sans CJK SC (OFL-1.1).

``python tools/start_font.py NotoSansCJK-Regular.ttc``; needs fonttools (``pip install fonttools``). Run it after a change of a sentence
in ui/start; a test tells when a character is missing.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIMPLIFIED = 2
"""The number of the font for simplified Chinese in the collection."""


def characters() -> str:
    """What has to be shown: all that stands in the texts of ui/start, and what names of files are made of."""
    written = "".join(path.read_text("utf-8") for path in sorted((ROOT / "ui/start").glob("*.py")))
    return "".join(sorted({*written, *map(chr, range(32, 127)), "（", "）"} - {"\n"}))


def main(source: str) -> None:
    from fontTools import subset  # type: ignore[import-not-found,unused-ignore]
    from fontTools.ttLib import TTFont  # type: ignore[import-not-found,unused-ignore]

    font = TTFont(source, fontNumber=SIMPLIFIED, recalcTimestamp=False)
    options = subset.Options(
        layout_features=[], hinting=False, desubroutinize=True, name_IDs=[0, 1, 2, 13, 14], notdef_outline=True
    )
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters())
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = "Annual Report Start"
    target = ROOT / "resources/fonts/start.otf"
    target.parent.mkdir(exist_ok=True)
    font.save(target)


if __name__ == "__main__":
    main(sys.argv[1])
