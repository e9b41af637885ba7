"""The styles part: the fonts, sizes and spacing of GB/T 9704 as real styles, under the names Word itself has where it has one.

The page has its grid of 22 lines by 28 characters, but the text does not snap to it: Word, WPS and LibreOffice each place
characters on a grid in their own way. An exact pitch and tracking give the same 22 by 28 in all of them.
Every font is set for ``w:eastAsia`` as well as for Latin letters, in the defaults and in each style, and none comes from a theme.
"""

from __future__ import annotations

from exporters.geometry import CELL_MARGIN, CELL_PADDING, NOTE_RATIO, NUMBER_SIZE, line_of, tracking
from exporters.profiles import Profile
from exporters.word.xml import Element, twips, val, w
from models.marks import WORD_STYLES

BODY = "ReportText"
TITLE = "Title"
HEADINGS = ("Heading1", "Heading2", "Heading3", "Heading4")
LEADS = ("", "Heading2Lead", "Heading3Lead", "Heading4Lead")
"""Character styles of headings that are run in."""
POINT = "Point"
LABEL = "TableLabel"
FIGURE = "TableFigure"
CORNER = "TableCorner"
NOTE = "TableNote"
SIGNATURE = "Signature"
DATE = "Date"
HEADER, FOOTER = "Header", "Footer"
TABLE = "TableGrid"

LANGUAGE = "zh-CN"


def fonts(east_asian: str, latin: str) -> Element:
    """Fonts for all four scripts; the hint sets signs that could be either (“ ” — …) in the Chinese one."""
    return w("rFonts", hint="eastAsia", ascii=latin, hAnsi=latin, eastAsia=east_asian, cs=latin)


def sizes(points: float) -> tuple[Element, Element]:
    return val("sz", round(points * 2)), val("szCs", round(points * 2))


def _plain(points: float) -> tuple[Element, ...]:
    """A size of its own, without the tracking of the body."""
    return val("spacing", 0), *sizes(points)


def exact(points: float, *, before: float = 0, after: float = 0) -> Element:
    return w("spacing", before=twips(before), after=twips(after), line=twips(points), lineRule="exact")


def _indent(characters: float, size: float) -> Element:
    return w("ind", firstLineChars=round(characters * 100), firstLine=twips(characters * size))


def _no_indent() -> Element:
    return w("ind", firstLineChars=0, firstLine=0)


def styles(profile: Profile) -> Element:
    """The part ``styles.xml`` for a profile."""
    latin = profile.figure_font
    body = w(
        "rPr",
        fonts(profile.body_font, latin),
        val("kern", 2),
        *sizes(profile.body_size),
        w("lang", val="en-US", eastAsia=LANGUAGE, bidi="ar-SA"),
    )
    return w(
        "styles",
        w("docDefaults", w("rPrDefault", body), w("pPrDefault", w("pPr"))),
        *_paragraphs(profile),
        *_characters(profile),
        *_tables(),
    )


def _style(
    id: str,
    name: str,
    *parts: Element | None,
    kind: str = "paragraph",
    based_on: str | None = "Normal",
    next: str | None = None,
    default: bool = False,
    custom: bool = False,
    quick: bool = True,
    link: str | None = None,
    priority: int = 1,
) -> Element:
    attributes: dict[str, str | int] = {"type": kind, "styleId": id}
    if default:
        attributes["default"] = 1
    if custom:
        attributes["customStyle"] = 1
    return w(
        "style",
        val("name", name),
        val("basedOn", based_on) if based_on else None,
        val("next", next) if next else None,
        val("link", link) if link else None,
        val("uiPriority", priority),
        val("qFormat", 1) if quick else None,
        *parts,
        **attributes,
    )


def _paragraphs(profile: Profile) -> list[Element]:
    latin, size, pitch = profile.figure_font, profile.body_size, profile.pitch
    out = [
        _style(
            "Normal",
            "Normal",
            w("pPr", val("widowControl", 1), val("snapToGrid", 0), exact(pitch), val("jc", "both")),
            w("rPr", fonts(profile.body_font, latin), val("spacing", twips(tracking(size))), *sizes(size)),
            based_on=None,
            default=True,
            priority=0,
        ),
        _style(BODY, "报告正文", w("pPr", _indent(2, size)), custom=True),
        _style(
            TITLE,
            "Title",
            w(
                "pPr",
                val("keepNext", 1),
                val("keepLines", 1),
                exact(profile.title_size * 1.5, after=pitch),
                _no_indent(),
                val("jc", "center"),
            ),
            w("rPr", fonts(profile.title_font, latin), *_plain(profile.title_size)),
            next=BODY,
        ),
    ]
    for level, id in enumerate(HEADINGS):
        out.append(
            _style(
                id,
                f"heading {level + 1}",
                w("pPr", val("keepNext", 1), val("keepLines", 1), _indent(2, size), val("outlineLvl", level)),
                w("rPr", fonts(profile.heading_fonts[level], latin), *_bold(profile, level), *sizes(size)),
                next=BODY,
                link=LEADS[level] or None,
                priority=9,
            )
        )
    label, figure = profile.label_size, profile.figure_size
    out += [
        _style(
            LABEL,
            WORD_STYLES[0],
            w("pPr", exact(line_of(label)), _no_indent(), val("jc", "center")),
            w("rPr", fonts(profile.table_font, latin), *_plain(label)),
            custom=True,
        ),
        _style(CORNER, "表内左齐文字", w("pPr", val("jc", "left")), based_on=LABEL, custom=True),
        _style(
            FIGURE,
            WORD_STYLES[1],
            w("pPr", exact(line_of(figure))),
            w("rPr", *sizes(figure)),
            based_on=LABEL,
            custom=True,
        ),
        _style(
            NOTE,
            WORD_STYLES[2],
            w("pPr", val("keepLines", 1), exact(label * NOTE_RATIO), _no_indent()),
            w("rPr", fonts(profile.table_font, latin), *_plain(label)),
            custom=True,
        ),
        _style(SIGNATURE, "Signature", w("pPr", val("keepNext", 1), _no_indent(), val("jc", "right"))),
        _style(DATE, "Date", w("pPr", _no_indent(), val("jc", "right"))),
        _style(
            HEADER,
            "header",
            w("pPr", w("spacing", line=240, lineRule="auto"), _no_indent(), val("jc", "right")),
            w("rPr", fonts(profile.heading_fonts[0], latin), *_plain(NUMBER_SIZE)),
            quick=False,
            priority=99,
        ),
        _style(
            FOOTER,
            "footer",
            w("pPr", w("spacing", line=240, lineRule="auto"), _no_indent()),
            w("rPr", fonts(profile.number_font, profile.number_font), *_plain(NUMBER_SIZE)),
            quick=False,
            priority=99,
        ),
    ]
    return out


def _bold(profile: Profile, level: int) -> list[Element]:
    return [w("b"), w("bCs")] if profile.bold_headings and level else []


def _characters(profile: Profile) -> list[Element]:
    latin = profile.figure_font
    out = [
        _style(
            "DefaultParagraphFont",
            "Default Paragraph Font",
            kind="character",
            based_on=None,
            default=True,
            quick=False,
            priority=1,
        )
    ]
    for level, id in enumerate(LEADS):
        if id:
            out.append(
                _style(
                    id,
                    f"标题 {level + 1} 接排",
                    w("rPr", fonts(profile.heading_fonts[level], latin), *_bold(profile, level)),
                    kind="character",
                    based_on="DefaultParagraphFont",
                    link=HEADINGS[level],
                    custom=True,
                )
            )
    bold = [w("b"), w("bCs")] if profile.bold_points else []
    out.append(
        _style(
            POINT,
            "要点",
            w("rPr", fonts(profile.body_font, latin), *bold),
            kind="character",
            based_on="DefaultParagraphFont",
            custom=True,
        )
    )
    return out


def _tables() -> list[Element]:
    def margins() -> Element:
        return w(
            "tblCellMar",
            w("top", w=twips(CELL_PADDING), type="dxa"),
            w("left", w=twips(CELL_MARGIN), type="dxa"),
            w("bottom", w=twips(CELL_PADDING), type="dxa"),
            w("right", w=twips(CELL_MARGIN), type="dxa"),
        )

    edges = (w(edge, val="single", sz=4, space=0, color="auto") for edge in EDGES)
    return [
        _style(
            "TableNormal",
            "Normal Table",
            w("tblPr", w("tblInd", w=0, type="dxa"), margins()),
            kind="table",
            based_on=None,
            default=True,
            quick=False,
            priority=99,
        ),
        _style(
            TABLE,
            "Table Grid",
            w("tblPr", w("tblBorders", *edges), margins()),
            kind="table",
            based_on="TableNormal",
            quick=False,
            priority=39,
        ),
    ]


EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
