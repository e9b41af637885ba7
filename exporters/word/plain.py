"""What a document made with python-docx needs before it can be handed out: its own properties, Chinese fonts and language, page numbers."""

from __future__ import annotations

from datetime import UTC, datetime

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from exporters.document import LANGUAGE
from exporters.prose import clean
from exporters.word.styles import fonts
from exporters.word.xml import W, w

MAX_PROPERTY = 255
"""Characters that a property of the file may have."""
_OF_THE_LIBRARY = ("/thumbnail", "/customXml")


def own(word: Document, title: str, author: str = "") -> None:
    """Put the document's own title and author where the library has its own, and leave out what else came with the library's template."""
    properties = word.core_properties
    properties.title, properties.author = (" ".join(clean(text)[0].split())[:MAX_PROPERTY] for text in (title, author))
    properties.last_modified_by, properties.comments, properties.language = properties.author, "", LANGUAGE
    properties.created = properties.modified = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    for part in (word.part.package, word.part):
        for id in [id for id, relationship in part.rels.items() if relationship.reltype.endswith(_OF_THE_LIBRARY)]:
            part.rels.pop(id)


def in_chinese(word: Document, font: str, latin: str) -> None:
    """Put named fonts in the place of those of the theme, which WPS would report as missing, and set the language."""
    for named in list(word.styles.element.iter(f"{{{W}}}rFonts")):
        named.getparent().replace(named, fonts(font, latin))
    for language in word.styles.element.iter(f"{{{W}}}lang"):
        language.set(f"{{{W}}}eastAsia", LANGUAGE)


def number_pages(word: Document) -> None:
    """The number of each page, in the middle of its foot."""
    footer = word.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer._p.append(w("fldSimple", instr="PAGE"))
