"""The order of elements that ECMA-376 (transitional) prescribes, for all that the Word export writes.

``faults`` names each element whose children are unknown here or stand in another order; Word asks to repair such a file.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_PARAGRAPH = """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
 suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind
 contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr"""
_RUN = """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color
 spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish"""
_TABLE = """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout
 tblCellMar tblLook tblCaption tblDescription"""
_CELL = "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
_SIDES = "top left start bottom right end insideH insideV tl2br tr2bl"

ORDER = {
    "document": "background body",
    "pPr": _PARAGRAPH,
    "rPr": _RUN,
    "tbl": "tblPr tblGrid tr",
    "tblPr": _TABLE,
    "tblGrid": "gridCol",
    "tblBorders": _SIDES,
    "tblCellMar": _SIDES,
    "tr": "tblPrEx trPr tc",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    "tc": "tcPr p",
    "tcPr": _CELL,
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt "
    "vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "pPrDefault": "pPr",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr tblPr trPr "
    "tcPr tblStylePr",
    "fonts": "font",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular",
    "settings": "zoom mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl noLineBreaksAfter noLineBreaksBefore compat docVars rsids themeFontLang",
    "compat": "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn "
    "adjustLineHeightInTable useFELayout compatSetting",
    "ftr": "p",
    "hdr": "p",
}
"""By element: its children in their order. Those of ``body``, ``p`` and ``r`` may stand in any order after their properties."""

MIXED = {
    "body": {"p", "tbl", "sectPr"},
    "p": {"pPr", "r"},
    "r": {"rPr", "t", "br", "fldChar", "instrText"},
}
FIRST = {"p": "pPr", "r": "rPr"}


def faults(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        name = _name(element)
        children = [_name(child) for child in element]
        if not children:
            continue
        if name in MIXED:
            unknown = [child for child in children if child not in MIXED[name]]
            if unknown:
                yield f"{name}: {unknown} not known"
            first = FIRST.get(name)
            if first in children[1:]:
                yield f"{name}: {first} is not its first child"
        elif name in ORDER:
            order = ORDER[name].split()
            unknown = [child for child in children if child not in order]
            if unknown:
                yield f"{name}: {unknown} not known"
            else:
                places = [order.index(child) for child in children]
                if places != sorted(places):
                    yield f"{name}: {children}"
        else:
            yield f"{name} not known"
    for cell in root.iter(f"{W}tc"):
        if cell[-1].tag != f"{W}p":
            yield "tc: does not end with a paragraph"


def _name(element: etree._Element) -> str:
    return str(element.tag).removeprefix(W)
