"""XML parsed with care, and what its elements are asked: names without namespace, attributes, switches."""

from __future__ import annotations

import re

from lxml import etree

from importers.result import UnreadableError

MAX_ELEMENTS = 500_000
"""Elements of one part or page; a report has some ten thousand."""
_CHUNK = 1 << 18


def parse_xml(data: bytes, damaged: str) -> etree._Element:
    """Parse without expanding entities and without loading anything. Raises UnreadableError, which says ``damaged`` of XML that is none."""
    parser = etree.XMLPullParser(
        ("start",), resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = grown(parser, data)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError(damaged) from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise UnreadableError(
            "文件里有不该有的实体声明，可能不安全，没有读取；请用 Word、WPS 打开后另存为 .docx 再导入。"
        )
    return root


def grown(parser: etree.XMLPullParser | etree.HTMLPullParser, data: bytes) -> etree._Element:
    """The tree of ``data``; refused before it has more elements than any report. Raises UnreadableError."""
    count = 0
    for at in range(0, len(data), _CHUNK):
        parser.feed(data[at : at + _CHUNK])
        count += sum(1 for _ in parser.read_events())
        if count > MAX_ELEMENTS:
            raise UnreadableError("文件的内容太多，不会是一份年度报告；请确认选对了文件。")
    return parser.close()


def local(element: etree._Element) -> str:
    """The name of an element without its namespace: the same in transitional and strict files."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def val(element: etree._Element | None, name: str = "val") -> str:
    """An attribute by its name without namespace; "" where there is none."""
    if element is not None:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return ""


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child of this name, or going down several names."""
    for name in names:
        element = None if element is None else next((item for item in element if local(item) == name), None)
    return element


def number_of(written: str, default: int = 0) -> int:
    """A small whole number from an attribute, bounded; ``default`` for anything else."""
    return int(written) if re.fullmatch(r"-?\d{1,6}", written) else default


def is_on(element: etree._Element | None) -> bool:
    """A switch of Word: present and not turned off."""
    return element is not None and val(element) not in ("0", "false", "off")
