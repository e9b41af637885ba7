"""What a document made with python-docx needs before it can be handed out: Chinese fonts and language, and page numbers."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from exporters.document import LANGUAGE
from exporters.word.styles import fonts
from exporters.word.xml import W, w


def in_chinese(word: Document, font: str, latin: str) -> None:
    """Put named fonts in the place of those of the theme, which WPS would report as missing, and set the language."""
    for named in list(word.styles.element.iter(f"{{{W}}}rFonts")):
        named.getparent().replace(named, fonts(font, latin))
    for language in word.styles.element.iter(f"{{{W}}}lang"):
        language.set(f"{{{W}}}eastAsia", LANGUAGE)
    word.core_properties.language, word.core_properties.comments = LANGUAGE, ""


def number_pages(word: Document) -> None:
    """The number of each page, in the middle of its foot."""
    footer = word.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer._p.append(w("fldSimple", instr="PAGE"))
