"""The report inside a document made of it, where a person asks for that, so that another copy of this program reads all of it.

No document carries it by default: what is deleted in Word before a document is published would still be in it.

The carrier is an XML part of the package (in a .docx ``customXml/item1.xml``; Word and WPS keep such parts when they save,
possibly under another number, so it is known by its root element and not by its name)::

    <report xmlns="urn:gongkai-annual-report:1" text="fingerprint of the visible text">{"gkbg": …}</report>

Embedded is what the document says: figures, texts, remarks, notes, the organ, and what numbers in the texts count. All else, whatever
it will be, stays with the office: ``FIELDS_THAT_LEAVE`` and ``KINDS_THAT_LEAVE`` list what may go. ``text`` tells a reader whether someone has edited the
document since: then what is visible counts.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from models.exhibits import ANCHOR
from models.report import EXHIBIT, PICTURE, Report
from models.storage.codec import decode, encode
from models.storage.errors import StorageError

NAMESPACE = "urn:gongkai-annual-report:1"
PART = "customXml/item1.xml"
"""Where the Word file carries it when it is new."""

_ROOT = f"{{{NAMESPACE}}}report"
FIELDS_THAT_LEAVE = ("unit", "year", "form", "level", "organ", "contact", "signed_by", "signed_on")
KINDS_THAT_LEAVE = ("remark", "note", "tie")
"""Beside the cells and texts of the form and what stands in these texts, and nothing else."""
_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Embedded:
    """A report taken from a document, and the fingerprint of the text that stood there when it was made."""

    report: Report
    fingerprint: str


def fingerprint(text: str) -> str:
    """Identifies the visible text of a document, whatever its spaces and breaks."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def published(report: Report) -> Report:
    """What of the report may leave the office as data."""
    form = report.form
    anchored = {key for id in form.texts for key in ANCHOR.findall(report.text(id))}
    return Report().apply(
        {
            id: value
            for id, value in report.values.items()
            if id in form.cells
            or id in form.texts
            or id in FIELDS_THAT_LEAVE
            or id.partition(".")[0] in KINDS_THAT_LEAVE
            or (id.startswith((f"{EXHIBIT}.", f"{PICTURE}.")) and id.partition(".")[2] in anchored)
        }
    )


def embed(report: Report, text: str) -> bytes:
    """The XML part that carries the report in a document whose visible text is ``text``."""
    content = encode(published(report)).decode("utf-8")
    # what XML cannot hold stands inside strings of the JSON only, where it can be escaped
    content = _ILLEGAL.sub(lambda match: f"\\u{ord(match[0]):04x}", content)
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<report xmlns="{NAMESPACE}" text="{fingerprint(text)}">'
    return f"{head}{escape(content)}</report>".encode()


def extract(part: bytes, name: str) -> Embedded | None:
    """The report in an XML part; None where the part is another's or damaged. ``name`` names the document in messages."""
    if NAMESPACE.encode() not in part or b"<!DOCTYPE" in part:
        return None
    try:
        root = ElementTree.fromstring(part)
        if root.tag != _ROOT:
            return None
        return Embedded(decode((root.text or "").encode("utf-8"), name), root.get("text", ""))
    except (ElementTree.ParseError, StorageError):
        return None
