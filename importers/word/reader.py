"""A Word file (.docx, .docm, .dotx, transitional or strict) as paragraphs and tables, as a reader of it sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from importers.document.blocks import Block, Paragraph, Picture
from importers.document.flow import read_flow
from importers.document.xml import child, is_on, local, number_of, val
from importers.draft import Draft
from importers.own.files import whole_report
from importers.result import Imported, UnreadableError
from importers.source import Source
from importers.word.numbering import Style, read_numbering, read_styles
from importers.word.own import carried, is_ours, is_untouched, merged, tell_what_is_not_printed
from importers.word.package import Package
from importers.word.pictures import Pictures
from models.findings import Severity
from models.note_marks import lowered, raised
from models.tables.cells import SourceCell, SourceTable

_MAX_DEPTH = 40
MAX_COLUMNS = 200
_WRAPPERS = frozenset(
    {
        "sdt",
        "sdtContent",
        "customXml",
        "ins",
        "moveTo",
        "smartTag",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
        "rubyBase",
        "oMath",
        "oMathPara",
    }
)
"""Elements that only wrap what a reader sees."""
_GONE = frozenset({"del", "moveFrom", "rt", "instrText", "delText"})
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_SHIFTS = {"superscript": raised, "subscript": lowered}
_RAISED = 4
"""Half points by which a mark is moved up at least; less only centres a line."""
_TOC = ("toc ", "目录", "toc")


def read_word(source: Source) -> Imported:
    """Read a Word file. Raises UnreadableError where it is damaged, protected, or has no text at all."""
    try:
        return read_word_data(source.data, Draft(source.name), year=source.year, form=source.form)
    except UnreadableError as error:
        raise UnreadableError(f"“{source.name}”：{error}") from None


def read_word_data(data: bytes, draft: Draft, *, year: int | None = None, form: str | None = None) -> Imported:
    """As ``read_word`` from the bytes."""
    package = Package(data)
    document = Document(package)
    embedded = carried(package, draft.source)
    if embedded is not None and is_untouched(embedded, document.words()):
        message = f"{draft.source}：是本软件导出的文件，内容没有改过，按随文件保存的数据导入。"
        draft.find("import.own", Severity.INFO, message)
        return whole_report(embedded.report, draft, year, "随文件保存的数据")
    blocks = document.blocks()
    if not any(
        isinstance(block, SourceTable) or (isinstance(block, Paragraph) and block.text.strip()) for block in blocks
    ):
        if document.pictures:
            raise UnreadableError("文件里只有图片，没有文字；图片里的文字不能读取，请导入有文字的文件。")
        raise UnreadableError("文件是空的，没有内容可以导入；请确认选对了文件。")
    document.tell(draft)
    if embedded is None and document.is_ours:
        tell_what_is_not_printed(draft)
    imported = read_flow(blocks, draft, year=year, form=form)
    return imported if embedded is None else merged(imported, embedded, draft.source)


@dataclass(slots=True)
class _Cell:
    column: int
    colspan: int
    element: etree._Element
    merged: str


class Document:
    """The main part of a Word file and what it takes to read it."""

    def __init__(self, package: Package) -> None:
        main = package.main_part
        folder = main.rpartition("/")[0]
        self._package = package
        self._body = child(package.xml(main), "body")
        styles = self._part(f"{folder}/styles.xml")
        self.is_ours = is_ours(styles)
        self._styles = read_styles(styles)
        self._numbering = read_numbering(self._part(f"{folder}/numbering.xml"))
        self._notes = {kind: f"{folder}/{kind}s.xml" for kind in ("footnote", "endnote")}
        self._note_texts: dict[tuple[str, str], str] | None = None
        self._shown = Pictures(package, main)
        self._paragraphs = self._tables = 0
        self._carried = ""
        self.inserted = self.deleted = self.hidden = self.noted = self.pictures = self.chunks = 0
        self.contents = 0

    def _part(self, name: str) -> etree._Element | None:
        return self._package.xml(name) if name in self._package else None

    def words(self) -> str:
        """All text of the document, whatever it stands in."""
        return "".join(item.text or "" for item in self._body.iter("{*}t")) if self._body is not None else ""

    def blocks(self) -> list[Block]:
        return list(self._blocks(self._body, 0)) if self._body is not None else []

    def tell(self, draft: Draft) -> None:
        """Say what of the file was not simply read."""
        if self.inserted or self.deleted:
            message = f"{draft.source}：文件里有修订痕迹（插入{self.inserted}处、删除{self.deleted}处），插入的读入，删除的不读入。"
            draft.find("import.tracked", Severity.WARNING, message, advice="请在 Word 中接受或拒绝修订后核对。")
        if self.hidden:
            message = f"{draft.source}：有{self.hidden}处隐藏文字，没有读入。"
            draft.find("import.hidden", Severity.WARNING, message, advice="需要的请在 Word 中取消隐藏后再导入。")
        if self.noted:
            message = f"{draft.source}：有{self.noted}条脚注或尾注，放在正文的括号里。"
            draft.find("import.footnote", Severity.INFO, message, advice="请核对。")
        if self.contents:
            draft.find("import.contents", Severity.INFO, f"{draft.source}：略去目录{self.contents}行。")
        if self.chunks:
            message = f"{draft.source}：嵌入的其他文件没有读入。"
            draft.find("import.chunk", Severity.WARNING, message, advice="请在 Word 中打开后另存一份再导入。")

    # blocks ------------------------------------------------------------------------------------------------------

    def _blocks(self, parent: etree._Element, depth: int) -> Iterator[Block]:
        if depth > _MAX_DEPTH:
            return
        for item in parent:
            name = local(item)
            if name == "p":
                yield from self._paragraph(item, depth)
            elif name == "tbl":
                yield from self._table(item, depth)
            elif name in _WRAPPERS:
                self.inserted += name == "ins"
                if not _is_contents(item):
                    yield from self._blocks(item, depth + 1)
            elif name == "AlternateContent":
                yield from self._blocks(_branch(item), depth + 1)
            elif name == "altChunk":
                self.chunks += 1

    def _paragraph(self, item: etree._Element, depth: int) -> Iterator[Block]:
        properties = child(item, "pPr")
        id = val(child(properties, "pStyle"))
        style = self._styles.get(id, Style())
        boxes: list[etree._Element] = []
        pictures = self.pictures
        text = self._number(properties, id, style, "".join(self._inline(item, boxes, style.hidden, 0)))
        if style.name.lower().startswith(_TOC) or style.name.startswith("TOC"):
            self.contents += 1
            return
        if child(properties, "rPr", "del") is not None:
            # the mark of the paragraph is deleted: it goes on in the next one
            self._carried += text
            text = ""
        else:
            text, self._carried = self._carried + text, ""
            outline = val(child(properties, "outlineLvl"))
            level = number_of(outline, 9) + 1 if outline else style.level
            self._paragraphs += bool(text.strip())
            yield Paragraph(text, f"第{self._paragraphs}段", level if level <= 9 else 0)
        if self.pictures > pictures:
            yield Picture(f"第{self._paragraphs}段之后", next(self._shown.of(item), None))
        for box in boxes:
            yield from self._blocks(box, depth + 1)

    def _number(self, properties: etree._Element | None, id: str, style: Style, text: str) -> str:
        own = child(properties, "numPr")
        list = val(child(own, "numId")) or style.list
        if not list or list == "0":
            return text
        ilvl = val(child(own, "ilvl"))
        if ilvl:
            depth = number_of(ilvl)
        else:
            depth = style.depth if style.depth is not None else self._numbering.depth_of(list, id)
        if not text.strip():
            return text
        number = self._numbering.next(list, depth)
        between = " " if number and text[:1].isdigit() and number[-1:] in ".．" else ""
        return f"{number}{between}{text.lstrip()}" if number else text

    def _inline(self, parent: etree._Element, boxes: list[etree._Element], hidden: bool, depth: int) -> Iterator[str]:
        """The text of a paragraph; text boxes anchored in it are put into ``boxes``."""
        if depth > _MAX_DEPTH:
            return
        for item in parent:
            name = local(item)
            if name == "r":
                yield from self._run(item, boxes, hidden, depth)
            elif name in _GONE:
                self.deleted += name in ("del", "moveFrom")
            elif name in _WRAPPERS:
                self.inserted += name == "ins"
                yield from self._inline(item, boxes, hidden, depth + 1)
            elif name == "AlternateContent":
                yield from self._inline(_branch(item), boxes, hidden, depth + 1)
            elif name in ("ruby", "r"):
                yield from self._inline(item, boxes, hidden, depth + 1)

    def _run(self, run: etree._Element, boxes: list[etree._Element], hidden: bool, depth: int) -> Iterator[str]:
        vanish = child(run, "rPr", "vanish")
        style = self._styles.get(val(child(run, "rPr", "rStyle")))
        gone = is_on(vanish) if vanish is not None else hidden or bool(style and style.hidden)
        shift = _shift_of(child(run, "rPr"), style)
        for item in run:
            name = local(item)
            if name == "t":
                if gone:
                    self.hidden += bool(item.text and item.text.strip())
                elif item.text:
                    text = item.text.replace("\n", " ")
                    yield shift(text) if shift else text
            elif name == "br":
                yield "" if val(item, "type") in ("page", "column") else "\n"
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "sym":
                code = val(item, "char")
                sign = chr(int(code, 16)) if len(code) == 4 and all(c in "0123456789abcdefABCDEF" for c in code) else ""
                yield sign if sign.isprintable() and not "\ue000" <= sign <= "\uf8ff" else ""
            elif name in ("footnoteReference", "endnoteReference"):
                note = self._note(name.removesuffix("Reference"), val(item, "id"))
                self.noted += bool(note)
                yield f"（注：{note}）" if note else ""
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                found = list(_boxes(item, 0))
                boxes.extend(found)
                self.pictures += not found
            elif name == "ruby":
                yield from self._inline(item, boxes, gone, depth + 1)

    def _note(self, kind: str, id: str) -> str:
        if self._note_texts is None:
            self._note_texts = {}
            for note, part in self._notes.items():
                root = self._part(part)
                for item in root if root is not None else ():
                    if val(item, "type") in ("", "normal"):
                        lines = ("".join(self._inline(p, [], False, 0)) for p in item if local(p) == "p")
                        self._note_texts[note, val(item, "id")] = " ".join(line.strip() for line in lines).strip()
        return self._note_texts.pop((kind, id), "")  # each is referred to once

    # tables ------------------------------------------------------------------------------------------------------

    def _table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        rows = [_cells(row) for row in _items(table, "tr", 0) if child(row, "trPr", "del") is None]
        if any(next(cell.element.iter("{*}tbl"), None) is not None for row in rows for cell in row):
            # a table that holds tables is there for the layout: its cells are read one after another
            for row in rows:
                for cell in row:
                    yield from self._blocks(cell.element, depth + 1)
            return
        self._tables += 1
        open_: dict[int, int] = {}
        cells: list[SourceCell] = []
        counted = self._paragraphs
        for number, row in enumerate(rows):
            for cell in row:
                inner = [block for block in self._blocks(cell.element, depth + 1) if isinstance(block, Paragraph)]
                text = "\n".join(block.text.strip() for block in inner if block.text.strip())
                above = open_.get(cell.column)
                if (
                    cell.merged == "continue"
                    and above is not None
                    and cells[above].row + cells[above].rowspan == number
                ):
                    cells[above] = _taller(cells[above], text)
                    continue
                open_[cell.column] = len(cells)
                cells.append(SourceCell(text, number, cell.column, 1, cell.colspan))
        self._paragraphs = counted
        yield SourceTable(f"第{self._tables}个表格", tuple(cells), whole=True)


def _shift_of(properties: etree._Element | None, style: Style | None) -> Callable[[str], str] | None:
    """How the text of a run is written that is raised or lowered."""
    written = val(child(properties, "vertAlign"))
    if not written and number_of(val(child(properties, "position"))) >= _RAISED:
        return raised
    return _SHIFTS.get(written or (style.shift if style is not None else ""))


def _taller(cell: SourceCell, more: str) -> SourceCell:
    text = "\n".join(part for part in (cell.text, more) if part)
    return SourceCell(text, cell.row, cell.column, cell.rowspan + 1, cell.colspan)


def _cells(row: etree._Element) -> list[_Cell]:
    """The cells of a row with the columns where they stand."""
    column = min(number_of(val(child(row, "trPr", "gridBefore"))), MAX_COLUMNS)
    cells: list[_Cell] = []
    for item in _items(row, "tc", 0):
        properties = child(item, "tcPr")
        span = max(1, min(number_of(val(child(properties, "gridSpan")), 1), MAX_COLUMNS))
        vertical, across = child(properties, "vMerge"), child(properties, "hMerge")
        if across is not None and val(across) in ("", "continue") and cells:
            cells[-1].colspan += span
        else:
            merged = "" if vertical is None else val(vertical) or "continue"
            cells.append(_Cell(column, span, item, merged))
        column += span
        if column > MAX_COLUMNS:
            break
    return cells


def _items(parent: etree._Element, name: str, depth: int) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also where content controls or changes wrap them."""
    for item in parent:
        if local(item) == name:
            yield item
        elif local(item) in _WRAPPERS and depth < _MAX_DEPTH:
            yield from _items(item, name, depth + 1)


def _boxes(item: etree._Element, depth: int) -> Iterator[etree._Element]:
    """The contents of text boxes in a drawing, each once although two versions of it are stored."""
    for part in item:
        name = local(part)
        if name == "txbxContent":
            yield part
        elif name == "AlternateContent":
            yield from _boxes(_branch(part), depth + 1)
        elif depth < _MAX_DEPTH:
            yield from _boxes(part, depth + 1)


def _branch(item: etree._Element) -> etree._Element:
    """Of alternative contents the one that has text, preferably the first."""
    branches = [part for part in item if local(part) in ("Choice", "Fallback")]
    with_text = (part for part in branches if next(part.iter("{*}txbxContent", "{*}t"), None) is not None)
    return next(with_text, branches[0] if branches else item)


def _is_contents(item: etree._Element) -> bool:
    gallery = val(child(item, "sdtPr", "docPartObj", "docPartGallery"))
    return gallery == "Table of Contents"
