"""Which parts of a template's package go into the filled report: an allow-list by what refers to them, since the report is published.

Kept is what a page shows: styles, numbering, fonts, headers, footers, notes, pictures, charts. Macros, embedded files, links to
elsewhere, comments, data for content controls, the template's own author and history are left behind, known or not.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from exporters.word.template.elements import Element, attribute, local

TYPES = "[Content_Types].xml"
ROOT_RELATIONSHIPS = "_rels/.rels"
_SHOWN = frozenset(
    {
        "styles",
        "stylesWithEffects",
        "numbering",
        "fontTable",
        "font",
        "theme",
        "themeOverride",
        "settings",
        "webSettings",
        "header",
        "footer",
        "footnotes",
        "endnotes",
        "image",
        "hdphoto",
        "chart",
        "chartColorStyle",
        "chartStyle",
        "chartUserShapes",
        "diagramColors",
        "diagramData",
        "diagramDrawing",
        "diagramLayout",
        "diagramQuickStyle",
    }
)
"""The last word of the kinds of relationship whose parts a page shows."""
_NEEDS_TARGET = frozenset(
    {"attachedTemplate", "altChunk", "subDoc", "OLEObject", "externalData", "control", "headerReference", "footerReference", "chart", "relIds", "embedRegular", "embedBold", "embedItalic", "embedBoldItalic", "contentPart"}
)  # fmt: skip
"""Elements that mean nothing without the part that they name."""
_SETTINGS_TOLD = """
    zoom view mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop evenAndOddHeaders
    bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets defaultTabStop autoHyphenation consecutiveHyphenLimit
    hyphenationZone doNotHyphenateCaps drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery
    displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin
    characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore hdrShapeDefaults footnotePr
    endnotePr compat mathPr themeFontLang clrSchemeMapping shapeDefaults decimalSymbol listSeparator documentProtection
    embedTrueTypeFonts saveSubsetFonts doNotShadeFormData doNotIncludeSubdocsInStats
"""
_SETTINGS = frozenset(_SETTINGS_TOLD.split())
"""What of the settings concerns the page; variables, the path of the template, sources of mail, the history of savings do not."""

_OF_ITS_MAKER = frozenset(
    {"href", "{urn:schemas-microsoft-com:office:office}href", "{urn:schemas-microsoft-com:office:office}title"}
)
_ON_DISK = re.compile(r"(?:[A-Za-z]:\\|\\\\|file:)", re.IGNORECASE)


@dataclass(slots=True)
class Parcel:
    """The parts that go, parsed where they are XML: by name, in the order of the template. ``left`` says what stays behind."""

    main: str
    parts: dict[str, Element | bytes] = field(default_factory=dict)
    relationships: dict[str, Element] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def name_of_relationships(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def travelling(files: Mapping[str, bytes], main: str, tree: Element) -> Parcel:
    """What goes of a package whose main part ``main`` is ``tree``. Raises etree.XMLSyntaxError where a part is damaged."""
    out = Parcel(main)
    names = {name.lower(): name for name in files}
    dropped: set[str] = set()
    waiting = [main]
    while waiting:
        name = waiting.pop()
        if name in out.parts:
            continue
        root = tree if name == main else _parsed(files[name])
        out.parts[name] = files[name] if root is None else root
        relationships = files.get(name_of_relationships(name))
        if relationships is None:
            continue
        kept, gone = _sorted(_parsed(relationships), name, names)
        waiting += kept.values()
        dropped |= set(gone.values())
        listed = _parsed(relationships)
        assert listed is not None
        for item in list(listed):
            if item.get("Id") in gone:
                listed.remove(item)
        out.relationships[name] = listed
        if root is not None:
            _let_go(root, frozenset(gone))
    for part in out.parts.values():
        if not isinstance(part, bytes) and local(part) == "settings":
            for item in [item for item in part if local(item) not in _SETTINGS]:
                part.remove(item)
    order = {name: index for index, name in enumerate(files)}
    out.parts = dict(sorted(out.parts.items(), key=lambda part: order[part[0]]))
    out.left = list(_said(files, dropped))
    return out


def _sorted(listed: Element | None, source: str, names: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The relationships of a part: id → name of the part where it is shown; id → kind where it is left behind."""
    kept: dict[str, str] = {}
    gone: dict[str, str] = {}
    for item in listed if listed is not None else ():
        id, kind = str(item.get("Id", "")), str(item.get("Type", "")).rpartition("/")[2]
        target = str(item.get("Target", ""))
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(source), target)
        name = names.get(posixpath.normpath(path).lower())
        if kind in _SHOWN and item.get("TargetMode") != "External" and name is not None:
            kept[id] = name
        else:
            gone[id] = "external" if item.get("TargetMode") == "External" else kind
    return kept, gone


def _let_go(root: Element, gone: frozenset[str]) -> None:
    """Take out of a part what refers to a part that is left behind, and what tells where on a disk a picture came from."""
    for item in [item for item in root.iter() if isinstance(item.tag, str)]:
        parent = item.getparent()
        for key, value in list(item.attrib.items()):
            if _refers(str(key)) and value in gone:
                del item.attrib[key]
                if local(item) in _NEEDS_TARGET and parent is not None:
                    parent.remove(item)
            elif str(key) in _OF_ITS_MAKER or _ON_DISK.match(str(value)):
                del item.attrib[key]
        if local(item) == "hyperlink" and not attribute(item, "anchor") and parent is not None and len(item):
            index = parent.index(item)
            parent[index : index + 1] = list(item)


def _refers(key: str) -> bool:
    return key.startswith("{") and key.partition("}")[0].endswith("/relationships")


def _said(files: Mapping[str, bytes], dropped: set[str]) -> Iterator[str]:
    if any(name.lower().endswith("vbaproject.bin") for name in files):
        yield "宏"
    if "external" in dropped:
        yield "外部链接"
    if dropped & {"oleObject", "package", "aFChunk", "subDocument", "control"}:
        yield "嵌入的文件"
    if any(kind.startswith("comments") for kind in dropped):
        yield "批注"


def _parsed(data: bytes) -> Element | None:
    """The part as XML; None where it is none."""
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] != b"<" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, strip_cdata=False)
    return etree.fromstring(data, parser)
