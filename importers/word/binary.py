"""An old binary Word file (.doc, also .wps where it is one) as paragraphs and tables, after the published layout MS-DOC.

The text stands in pieces; marks in it end paragraphs and cells. What a mark ends, where the columns of a row are and what is
deleted or hidden is told by properties that refer to places in the file.
"""

from __future__ import annotations

import bisect
import io
import struct
from collections.abc import Iterator

import olefile

from importers.document.blocks import Block, Paragraph, Picture
from importers.document.flow import read_flow
from importers.draft import Draft
from importers.result import Imported, UnreadableError
from importers.source import Source
from importers.stopping import may_stop
from importers.word.binary_lists import Member, member_of, read_numbering, read_styles
from importers.word.binary_properties import ROW_CELLS, sprms
from importers.word.binary_tables import Mark, table_of
from importers.word.numbering import Numbering
from models.findings import Severity
from models.note_marks import lowered, raised
from models.tables.cells import SourceTable

MAX_CHARS = 2_000_000
MAX_ROWS = 20_000
MAX_NOTES = 2_000
MAX_PAGES = 20_000
"""Pages of properties, each of half a kilobyte."""
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后再导入。"
_DAMAGED = f"文件不完整或已损坏；{_SAVE_AS}"
_WORD_97 = 0xC1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
# places of the pairs (offset, length) in the table of the file information block
_STYLES, _CHPX, _PAPX, _CLX, _LISTS, _OVERRIDES = 1, 12, 13, 33, 73, 74
_NOTES = ((2, 3, (3,)), (46, 47, (3, 4, 5, 6, 7)))
"""Of footnotes and endnotes: where they are referred to, where each ends, and the lengths of the texts that come before theirs."""
# properties: of paragraphs, of rows, of characters
_IN_TABLE, _ROW_END, _DEPTH, _HUGE = 0x2416, 0x2417, 0x6649, (0x6645, 0x6646)
_MERGE_DOWN, _MERGE_ACROSS = 0xD62B, 0x5624
_DELETED, _HIDDEN, _SHIFT = 0x0800, 0x083C, 0x2A48
_SHIFTS = {1: raised, 2: lowered}
CELL, END, BREAK, PAGE, PICTURE = "\x07", "\r", "\x0b", "\x0c", "\x01"


def read_word_binary(source: Source) -> Imported:
    """Read an old Word file. Raises UnreadableError where it is damaged, protected or older than Word 97."""
    draft = Draft(source.name)
    try:
        blocks = blocks_of(source.data, draft)
        if not any(
            isinstance(block, SourceTable) or (isinstance(block, Paragraph) and block.text.strip()) for block in blocks
        ):
            raise UnreadableError("文件里没有文字，没有内容可以导入；请确认选对了文件。")
        return read_flow(blocks, draft, year=source.year, form=source.form)
    except UnreadableError as error:
        raise UnreadableError(f"“{source.name}”：{error}") from None


def blocks_of(data: bytes, draft: Draft) -> list[Block]:
    """The paragraphs and tables of the main text in order."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            document = _Document(file)
            blocks = list(document.blocks())
    except UnreadableError:
        raise
    except (OSError, ValueError, IndexError, KeyError, TypeError, OverflowError, struct.error):
        raise UnreadableError(_DAMAGED) from None
    if document.dropped:
        message = f"{draft.source}：有{document.dropped}处隐藏的或修订时删除的文字，没有读入。"
        draft.find("import.tracked", Severity.WARNING, message, advice="请在 Word 中接受或拒绝修订后核对。")
    if document.noted:
        message = f"{draft.source}：有{document.noted}条脚注或尾注，放在正文的括号里。"
        draft.find("import.footnote", Severity.INFO, message, advice="请核对。")
    if document.unread:
        message = f"{draft.source}：{'、'.join(document.unread)}没有读入。"
        draft.find("import.cut", Severity.WARNING, message, advice=f"需要时，{_SAVE_AS}")
    if document.boxes:
        message = f"{draft.source}：文本框里的文字没有读入。"
        draft.find("import.boxes", Severity.WARNING, message, advice=f"需要时，{_SAVE_AS}")
    return blocks


class _Document:
    """The streams of a file, its text and the properties by place in the file."""

    def __init__(self, file: olefile.OleFileIO) -> None:
        self._main: bytes = file.openstream("WordDocument").read()
        magic, version = struct.unpack_from("<HH", self._main, 0)
        (flags,) = struct.unpack_from("<H", self._main, 0x0A)
        if flags & _ENCRYPTED:
            raise UnreadableError("文件加了密码；请先解除密码（另存一份不加密的），再导入。")
        if magic != 0xA5EC or version < _WORD_97:
            raise UnreadableError(f"是 Word 97 以前的格式，不能直接读取；{_SAVE_AS}")
        self._table: bytes = file.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
        self._data: bytes = file.openstream("Data").read() if file.exists("Data") else b""
        self.dropped = self.noted = 0
        self.unread: list[str] = []
        words = 0x20 + 2 + 2 * struct.unpack_from("<H", self._main, 0x20)[0]
        (longs,) = struct.unpack_from("<H", self._main, words)
        counts = struct.unpack_from(f"<{longs}i", self._main, words + 2)
        self._pairs = words + 2 + 4 * longs + 2
        self._counts = counts
        self._length = max(0, min(counts[3], MAX_CHARS))
        self.boxes = longs > 9 and counts[9] > 0
        self._pieces = list(self._piece_table())
        self._marks = self._ranges(_PAPX, 13)
        self._signs = self._ranges(_CHPX, 1)
        self._numbering, self._styles = self._lists()
        self._notes = self._read_notes()

    def _place(self, index: int) -> tuple[int, int]:
        offset, length = struct.unpack_from("<II", self._main, self._pairs + 8 * index)
        return offset, length

    def _pair(self, index: int) -> bytes:
        offset, length = self._place(index)
        return self._table[offset : offset + length]

    def _lists(self) -> tuple[Numbering, dict[int, Member]]:
        """The lists, and which styles follow them; none where they are damaged: the text is worth more than its numbers."""
        try:
            numbering = read_numbering(self._table, self._place(_LISTS), self._place(_OVERRIDES))
            return numbering, read_styles(self._pair(_STYLES))
        except (struct.error, IndexError, KeyError):
            self.unread.append("自动编号")
            return Numbering({}), {}

    def _read_notes(self) -> dict[int, str]:
        """The footnotes and endnotes by the character at which they are referred to."""
        notes: dict[int, str] = {}
        for places, texts, before in _NOTES:
            at, ends = self._pair(places), self._pair(texts)
            count = min((len(at) - 4) // 6, len(ends) // 4 - 1, MAX_NOTES)
            if count <= 0:
                continue
            first = sum(self._counts[index] for index in before)
            spots = struct.unpack_from(f"<{count}I", at, 0)
            bounds = struct.unpack_from(f"<{count + 1}I", ends, 0)
            if list(bounds) != sorted(bounds):
                self.unread.append("脚注或尾注")
                continue
            for spot, start, stop in zip(spots, bounds, bounds[1:], strict=False):
                written = (sign for sign, _, _ in self._text(first + start, first + min(stop, start + MAX_CHARS)))
                notes[spot] = " ".join(_plain(line).strip() for line in "".join(written).split(END)).strip()
        return notes

    def _piece_table(self) -> Iterator[tuple[int, int, int, int]]:
        """The pieces of the text: first character, one after the last, place in the file, bytes a character."""
        clx = self._pair(_CLX)
        at = 0
        while at < len(clx) and clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if at >= len(clx) or clx[at] != 2:
            raise UnreadableError(_DAMAGED)
        (size,) = struct.unpack_from("<I", clx, at + 1)
        pieces = clx[at + 5 : at + 5 + size]
        count = min((len(pieces) - 4) // 12, MAX_PAGES)
        bounds = struct.unpack_from(f"<{count + 1}I", pieces, 0)
        for i in range(count):
            (place,) = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * i + 2)
            if place & 0x40000000:
                yield bounds[i], bounds[i + 1], (place & 0x3FFFFFFF) // 2, 1
            else:
                yield bounds[i], bounds[i + 1], place & 0x3FFFFFFF, 2

    def _ranges(self, index: int, entry: int) -> tuple[list[int], list[tuple[int, bytes]]]:
        """Where each run of properties starts in the file, its end and the properties. ``entry``: bytes of an entry on a page."""
        bins = self._pair(index)
        count = min(max(0, (len(bins) - 4) // 8), MAX_PAGES)
        runs: dict[int, tuple[int, bytes]] = {}
        for number in struct.unpack_from(f"<{count}I", bins, 4 * (count + 1)):
            page = self._main[512 * (number & 0x3FFFFF) :][:512]
            if len(page) < 512:
                continue
            used = page[511]
            bounds = struct.unpack_from(f"<{used + 1}I", page, 0)
            for i in range(used):
                offset = 2 * page[4 * (used + 1) + entry * i]
                runs[bounds[i]] = (bounds[i + 1], self._properties(page, offset, entry == 13))
        starts = sorted(runs)
        return starts, [runs[start] for start in starts]

    @staticmethod
    def _properties(page: bytes, offset: int, paragraph: bool) -> bytes:
        if not offset:
            return b""
        size = page[offset]
        if not paragraph:
            return page[offset + 1 : offset + 1 + size]
        if size:
            return page[offset + 1 : offset + 2 * size]
        return page[offset + 2 : offset + 2 + 2 * page[offset + 1]]

    @staticmethod
    def _at(ranges: tuple[list[int], list[tuple[int, bytes]]], place: int) -> bytes:
        index = bisect.bisect_right(ranges[0], place) - 1
        return ranges[1][index][1] if index >= 0 and place < ranges[1][index][0] else b""

    def _text(self, start: int, stop: int) -> Iterator[tuple[str, int, int]]:
        """The characters that a reader sees, with their places in the file and among all; what is deleted or hidden is left
        out."""
        rest = stop - start
        for begin, end, place, width in self._pieces:
            first = max(begin, start)
            last = min(end, stop, first + rest)
            if first >= last:
                continue
            rest -= last - first
            place += (first - begin) * width
            raw = self._main[place : place + (last - first) * width]
            text = raw.decode("utf-16-le", "replace") if width == 2 else raw.decode("cp1252", "replace")
            gone, until, shift = False, -1, 0
            for i, sign in enumerate(text):
                here = place + i * width
                if here >= until:
                    index = bisect.bisect_right(self._signs[0], here) - 1
                    run = self._signs[1][index] if index >= 0 else (0, b"")
                    inside = index >= 0 and here < run[0]
                    following = self._signs[0][index + 1] if index + 1 < len(self._signs[0]) else 1 << 40
                    until = run[0] if inside else following
                    before, (gone, shift) = gone, _look_of(run[1]) if inside else (False, 0)
                    self.dropped += gone and not before
                if not gone:
                    yield _SHIFTS[shift](sign) if shift in _SHIFTS else sign, here, first + i

    def blocks(self) -> Iterator[Block]:
        buffer: list[str] = []
        cells: list[str] = []
        rows: list[tuple[list[str], Mark]] = []
        fields: list[bool] = []  # for each open field whether its result is being read
        count = tables = pictures = 0
        for sign, place, number in self._text(0, self._length):
            if number in self._notes and all(fields):
                self.noted += 1
                buffer.append(f"（注：{self._notes[number]}）")
            if sign == PICTURE and all(fields):
                pictures += 1
            if sign == "\x13":
                fields.append(False)
            elif sign == "\x14" and fields:
                fields[-1] = True
            elif sign == "\x15" and fields:
                fields.pop()
            elif not all(fields):
                continue
            elif sign not in (END, CELL, PAGE):
                buffer.append(sign)
            else:
                may_stop()
                mark = self._mark(self._at(self._marks, place))
                text, buffer = self._numbered(mark, _plain("".join(buffer))), []
                if mark.in_table and len(rows) < MAX_ROWS:
                    if mark.row_end and sign == CELL:
                        rows.append((cells, mark))
                        cells = []
                    elif sign == CELL:
                        cells.append(f"{cells.pop()}{text}" if cells and cells[-1].endswith("\n\0") else text)
                        cells[-1] = cells[-1].replace("\n\0", "\n")
                    else:
                        started = cells and cells[-1].endswith("\n\0")
                        cells[-1:] = [f"{cells[-1]}{text}\n\0"] if started else [*cells[-1:], f"{text}\n\0"]
                    continue
                if rows:
                    tables += 1
                    yield table_of(rows, tables)
                    rows = []
                count += bool(text.strip())
                yield Paragraph(text, f"第{count}段", mark.level)
                if pictures:
                    yield Picture(f"第{count}段之后")
                    pictures = 0
        if rows:
            yield table_of(rows, tables + 1)
        if buffer:
            yield Paragraph(_plain("".join(buffer)), f"第{count + 1}段")

    def _numbered(self, mark: Mark, text: str) -> str:
        """The text of a paragraph with its automatic number before it."""
        member = mark.member.over(self._styles.get(mark.style, Member()))
        if not text.strip() or mark.row_end or not member.list:
            return text
        number = self._numbering.next(str(member.list), member.depth or 0)
        between = " " if number and text[:1].isdigit() and number[-1:] in ".．" else ""
        return f"{number}{between}{text.lstrip()}" if number else text

    def _mark(self, properties: bytes, depth: int = 0) -> Mark:
        """What a paragraph's properties say; they begin with its style: 1 to 9 are the headings."""
        mark = Mark()
        if len(properties) >= 2 and not depth:
            (mark.style,) = struct.unpack_from("<H", properties, 0)
            mark.level = mark.style if 1 <= mark.style <= 9 else 0
            properties = properties[2:]
        mark.member = member_of(properties)
        for code, value in sprms(properties):
            if code == _IN_TABLE:
                mark.in_table = bool(value[0])
            elif code == _ROW_END:
                mark.row_end = bool(value[0])
            elif code == _DEPTH:
                mark.in_table = mark.in_table or struct.unpack_from("<i", value)[0] > 0
            elif code in _HUGE and not depth:
                (place,) = struct.unpack_from("<I", value)
                size = struct.unpack_from("<H", self._data, place)[0] if place + 2 <= len(self._data) else 0
                more = self._mark(self._data[place + 2 : place + 2 + size], 1)
                mark.edges, mark.down, mark.across = more.edges, more.down, more.across
                mark.member = mark.member.over(more.member)
                mark.in_table, mark.row_end = mark.in_table or more.in_table, mark.row_end or more.row_end
            elif code == ROW_CELLS and value:
                count = value[0]
                mark.edges = list(struct.unpack_from(f"<{count + 1}h", value, 1))
                flags = [
                    struct.unpack_from("<H", value, at)[0]
                    for at in range(3 + 2 * count, min(len(value) - 1, 3 + 22 * count), 20)
                ]
                flags += [0] * (count - len(flags))
                mark.across = [flag & 3 for flag in flags]
                mark.down = [flag >> 5 & 3 for flag in flags]
            elif code == _MERGE_DOWN and len(value) >= 2 and value[0] < len(mark.down):
                mark.down[value[0]] = value[1] & 3
            elif code == _MERGE_ACROSS:
                for cell in range(value[0], min(value[1], len(mark.across))):
                    mark.across[cell] = 1 if cell == value[0] else 2
        return mark


def _look_of(properties: bytes) -> tuple[bool, int]:
    """Whether characters are deleted or hidden, and whether they are raised (1) or lowered (2)."""
    gone, shift = False, 0
    for code, value in sprms(properties):
        if code in (_DELETED, _HIDDEN):
            gone = gone or bool(value[0] & 1)
        elif code == _SHIFT:
            shift = value[0]
    return gone, shift


def _plain(text: str) -> str:
    """The text without marks for pictures and notes; a soft line break starts a new line."""
    text = text.replace(BREAK, "\n").replace("\x1e", "-").replace("\xa0", " ")
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")
