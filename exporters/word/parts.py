"""The smaller parts of the package: page numbers, draft mark, settings, properties."""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from exporters.document import LANGUAGE
from exporters.geometry import NUMBER_SIZE
from exporters.profiles import Profile
from exporters.word import styles
from exporters.word.xml import DECLARATION, Element, own, text, twips, val, w
from models.texts import DRAFT_MARK

_NOT_LAST = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
_NOT_FIRST = "!%),.:;>?]}¢¨°·ˇˉ—―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
"""Signs that end or begin no line: Word's own lists for Chinese, and the dash, two of which are one sign."""
APPLICATION = "政府信息公开工作年度报告"


def footer(profile: Profile, *, even: bool) -> Element:
    """The page number, one character in from the outer edge: right on odd pages, left on even ones."""
    before, after = profile.page_number.split("{}")
    side = "left" if even else "right"
    indent = w("ind", **{f"{side}Chars": 100, side: twips(NUMBER_SIZE)})
    return w(
        "ftr",
        w(
            "p",
            w("pPr", val("pStyle", styles.FOOTER), indent, val("jc", side)),
            *_words(before),
            *_page_field(),
            *_words(after),
        ),
    )


def _words(words: str) -> list[Element]:
    return [w("r", _hint(), text(words))] if words else []


def _hint() -> Element:
    return w("rPr", w("rFonts", hint="eastAsia"))


def _page_field() -> list[Element]:
    instruction = w("instrText")
    instruction.text = "PAGE"
    return [
        w("r", _hint(), w("fldChar", fldCharType="begin")),
        w("r", _hint(), instruction),
        w("r", _hint(), w("fldChar", fldCharType="separate")),
        w("r", _hint(), text("1")),
        w("r", _hint(), w("fldChar", fldCharType="end")),
    ]


def header() -> Element:
    """The draft mark at the top of each page."""
    return w("hdr", w("p", w("pPr", val("pStyle", styles.HEADER)), *_words(DRAFT_MARK)))


def settings() -> Element:
    """Pages of a book, Chinese typography, the layout of current Word."""
    compatible = (
        "spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace", "doNotExpandShiftReturn",
    )  # fmt: skip
    uri = "http://schemas.microsoft.com/office/word"
    return w(
        "settings",
        w("zoom", percent=100),
        val("defaultTabStop", 420),
        w("evenAndOddHeaders"),
        val("characterSpacingControl", "compressPunctuation"),
        w("noLineBreaksAfter", lang=LANGUAGE, val=_NOT_LAST),
        w("noLineBreaksBefore", lang=LANGUAGE, val=_NOT_FIRST),
        w(
            "compat",
            *(w(name) for name in compatible),
            w("useFELayout"),
            w("compatSetting", name="compatibilityMode", uri=uri, val=15),
        ),
        w("themeFontLang", val="en-US", eastAsia=LANGUAGE),
    )


_CORE = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def core_properties(title: str, author: str, now: datetime | None = None) -> bytes:
    """Title, organ and language, and ``now`` (in UTC) where the file is to say when it was made."""
    root = etree.Element(f"{{{_CORE['cp']}}}coreProperties", nsmap=_CORE)

    def add(prefix: str, name: str, words: str, type: str = "") -> None:
        element = etree.SubElement(root, f"{{{_CORE[prefix]}}}{name}")
        element.text = words
        if type:
            element.set(f"{{{_CORE['xsi']}}}type", type)

    add("dc", "title", title)
    add("dc", "subject", "政府信息公开工作年度报告")
    add("dc", "creator", author)
    add("cp", "lastModifiedBy", author)
    for name in ("created", "modified") if now is not None else ():
        add("dcterms", name, f"{now:%Y-%m-%dT%H:%M:%SZ}", "dcterms:W3CDTF")
    add("dc", "language", LANGUAGE)
    return DECLARATION + etree.tostring(root, encoding="utf-8")


def extended_properties(organ: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    root = etree.Element(f"{{{namespace}}}Properties", nsmap=own(namespace))
    etree.SubElement(root, f"{{{namespace}}}Application").text = APPLICATION
    etree.SubElement(root, f"{{{namespace}}}Company").text = organ
    return DECLARATION + etree.tostring(root, encoding="utf-8")
