"""A register of applications (依申请公开台账) as a source: opened, its columns found, counted, and its count as an import.

``open_register`` finds sheets, heads and columns; a person may correct the ``Mapping``; ``Register.count`` counts under it and
``Register.imported`` gives the numbers as every importer does, each with the rows of the register behind it as its origin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from importers.document.title import year_in
from importers.draft import Draft
from importers.register.count import count
from importers.register.dates import read_date
from importers.register.heads import SAMPLED, SCANNED, Page, find_page
from importers.register.mapping import Field, Layout, Mapping
from importers.register.memory import Memory, recall
from importers.register.sheets import Sheet, is_book, sheet_of, sheets_of, text_of
from importers.register.tally import Place, Tally
from importers.register.vocabulary import Kind, targets_of
from importers.result import Imported, UnreadableError
from importers.source import Source
from models.findings import Finding, Severity
from models.form import Form
from models.forms import FORMS, LATEST, form_for
from models.roles import Role
from models.tables.cells import SourceTable

MAX_BYTES = 64 * 1024 * 1024
"""A register of a hundred thousand rows takes some ten."""

SHOWN_ROWS = 12
"""Row numbers named in an origin; the rest is counted."""

SHOWN_LEFT = 60
"""Rows that are not counted and named one by one in the findings; the rest is counted."""


@dataclass(frozen=True)
class Register:
    """``name``: the file as messages call it; ``mapping``: the proposal, with what is remembered of earlier files;
    ``year``: what the register says of itself; ``aside``: sheets that are no register."""

    name: str
    pages: tuple[Page, ...]
    mapping: Mapping
    year: int | None
    aside: tuple[str, ...] = ()
    cut: bool = False

    def only(self, sheets: Collection[str]) -> Register | None:
        """What of the register stands on these sheets; None where nothing does."""
        pages = tuple(page for page in self.pages if page.sheet.name in sheets)
        used = {page.layout: self.mapping.layouts[page.layout] for page in pages}
        return replace(self, pages=pages, mapping=replace(self.mapping, layouts=used), aside=()) if pages else None

    def usual_year(self, mapping: Mapping | None = None) -> int | None:
        """The year of the register: as its title says, else the one in which most applications were received."""
        if self.year is not None:
            return self.year
        years: Counter[int] = Counter()
        for page in self.pages:
            column = (mapping or self.mapping).layouts[page.layout].column(Field.RECEIVED)
            if column is not None:
                for row in page.sheet.rows[page.first :]:
                    read = read_date(row[column.index]) if column.index < len(row) else None
                    if read is not None and read.day is not None:
                        years[read.day.year] += 1
        return max(years, key=lambda year: (years[year], year)) if years else None

    def count(self, mapping: Mapping, year: int, form: Form | None = None) -> Tally:
        return count(self.pages, mapping, year, targets_of((form or form_for(year)).id))

    def read(self, source: Source) -> Imported:
        """What the source gives that is this register."""
        return self.counted(source.year, source.form) if source.count else Imported({}, register=self)

    def counted(self, year: int | None = None, form: str | None = None) -> Imported:
        """Counted as it stands, nothing asked; without ``year`` for the usual one."""
        year = year or self.usual_year(self.mapping)
        if year is None and not self.mapping.missing():
            draft = Draft(self.name)
            message = f"{self.name}：是依申请公开台账，但没有一行有收到日期，没有填数。"
            draft.find("register.year", Severity.WARNING, message, advice="请补上收到日期，或在“导入”中另指一列。")
            return replace(draft.finish(None), register=self)
        edition = FORMS.get(form or "")
        return self.imported(self.count(self.mapping, year or 0, edition), self.mapping, edition)

    def imported(self, tally: Tally, mapping: Mapping, form: Form | None = None) -> Imported:
        """Table 3, and table 4 as far as the register tells of it: every cell a number, nil where no row counts. A register
        of which no row counts (an empty one, one of other years) gives no numbers: nil must be stated by a person."""
        form = form or form_for(tally.year)
        draft = Draft(self.name)
        draft.set("year", tally.year or None)
        for id, cell in form.cells.items():
            told = Role.APPLICATIONS in cell.roles or not tally.cases.isdisjoint(cell.roles)
            if told and not cell.is_total and tally.counted and not mapping.missing():
                rows = tally.cells.get(id, ())
                draft.number(id, len(rows), where(rows) if rows else f"全部{len(tally.counted)}件中没有")
        for code, severity, message, advice in self._remarks(tally, mapping):
            draft.find(code, severity, message, advice=advice)
        return replace(draft.finish(None), register=self)

    def _remarks(self, tally: Tally, mapping: Mapping) -> Iterator[tuple[str, Severity, str, str]]:
        name = self.name
        if missing := mapping.missing():
            message = f"{name}：没有找到“{'”“'.join(missing)}”列，不能统计。"
            yield "register.columns", Severity.ERROR, message, "请在“导入”中指明这些列。"
            return
        if self.year is not None and self.year != tally.year:
            message = f"{name}：标题写的是{self.year}年，按{tally.year}年度统计。"
            yield "register.other_year", Severity.WARNING, message, "请确认没有选错文件或年度。"
        if not tally.counted:
            message = f"{self._summary(tally)}没有填数。"
            yield (
                "register.none",
                Severity.WARNING,
                message,
                "本年确实没有申请的，请在表三填 0；否则请看是不是选错了年度或文件。",
            )
        else:
            yield "register.count", Severity.INFO, self._summary(tally), ""
        targets = targets_of(form_for(tally.year).id)
        for use in tally.questions:
            where_ = where(use.rows)
            message = f"{name}：{use.kind.value}“{use.value}”不知道是哪一项，{where_}没有计入。"
            if use.kind is Kind.CASE:
                message = f"{name}：{use.kind.value}“{use.value}”不知道是哪一项，{where_}没有计入表四。"
            yield "register.unknown", Severity.WARNING, message, "请在“导入”中选择它的含义，只问一次。"
        for use in tally.values:
            if not use.sure and use.target is not None:
                meant = targets.named(use.kind, use.target)
                message = f"{name}：{use.kind.value}“{use.value}”按“{meant}”计（{len(use.rows)}件）。"
                yield "register.meaning", Severity.INFO, message, "请核对。"
        asked = {place for use in tally.questions if use.kind is not Kind.CASE for place in use.rows}
        unasked = [left for left in tally.open if left.place not in asked]
        for left in unasked[:SHOWN_LEFT]:
            yield (
                "register.left",
                Severity.WARNING,
                f"{name} {_place(left.place)}没有计入：{left.reason}。",
                "请改正台账后再导入，或手工调整。",
            )
        if len(unasked) > SHOWN_LEFT:
            message = f"{name}：还有{len(unasked) - SHOWN_LEFT}行没有计入。"
            yield "register.left", Severity.WARNING, message, "请先处理已列出的各行。"
        for rows in tally.repeated[:SHOWN_ROWS]:
            message = f"{name}：{where(rows)}编号相同，内容不同，都已计入。"
            yield "register.repeated", Severity.WARNING, message, "请核对是不是同一件申请。"
        if tally.years_taken:
            message = f"{name}：{where(tally.years_taken)}有日期没写年份，按同一行的另一个日期定了年份。"
            yield "register.year_taken", Severity.WARNING, message, "请核对。"
        if tally.guessed_answers and tally.counted:
            message = f"{name}：没有答复日期列，有办理结果的都当作{tally.year}年办结。"
            yield "register.answered", Severity.WARNING, message, "请核对跨年办结的申请。"
        if tally.cases and tally.counted:
            message = f"{name}：表四按本年度统计的申请逐件计入，涉及往年申请的案件不在其中。"
            yield "register.cases", Severity.INFO, message, "请核对跨年的复议、诉讼案件。"
        if self.aside:
            message = f"{name}：工作表“{'”“'.join(self.aside[:5])}”不是台账，没有读。"
            yield "register.aside", Severity.INFO, message, ""
        if self.cut:
            yield "register.cut", Severity.WARNING, f"{name}：行数太多，超出的部分没有读。", "请按年份分开后再导入。"

    def _summary(self, tally: Tally) -> str:
        reasons = Counter(left.why.value for left in tally.left)
        rest = "，".join(f"{why}{n}行" for why, n in reasons.items())
        return f"{self.name}：按{tally.year}年度计入{len(tally.counted)}件{f'；没有计入：{rest}' if rest else ''}。"


def open_register(data: bytes, name: str, *, form: Form = LATEST, memory: Memory | None = None) -> Register | None:
    """The register in a file; None where no sheet of it is one. Raises UnreadableError."""
    return find_register(sheets_of(data), name, form=form, memory=memory)


def find_register(
    sheets: Sequence[Sheet], name: str, *, form: Form = LATEST, memory: Memory | None = None
) -> Register | None:
    """As ``open_register``, of sheets already read."""
    targets = targets_of(form.id)
    pages: list[Page] = []
    layouts: dict[str, Layout] = {}
    aside = []
    for sheet in sheets:
        found = find_page(sheet, targets)
        if found is None:
            aside.append(sheet.name)
            continue
        pages.append(found[0])
        layouts.setdefault(found[1].fingerprint, found[1])
    if not pages:
        return None
    years = {year for page in pages if (year := _titled(page))}
    mapping = (recall() if memory is None else memory).mapping(layouts.values())
    year = years.pop() if len(years) == 1 else None
    return Register(name, tuple(pages), mapping, year, tuple(aside), any(page.sheet.cut for page in pages))


def looks_like_register(source: Source) -> bool:
    """Whether the first lines of a text file are those of a register."""
    if is_book(source.head) or source.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"<"):
        return False
    try:
        sheets = sheets_of(source.head)
    except UnreadableError:
        return False
    return any(find_page(sheet, targets_of(LATEST.id)) is not None for sheet in sheets)


def is_register(table: SourceTable) -> bool:
    """Whether a table that a reader found is a register."""
    return find_page(sheet_of(table, SCANNED + SAMPLED), targets_of(LATEST.id)) is not None


def joined(registers: Sequence[Register]) -> Register | None:
    """Several files as one register, so that an application in two of them is counted once; None where there are none."""
    if len(registers) < 2:
        return registers[0] if registers else None
    pages = tuple(
        replace(page, sheet=replace(page.sheet, name=f"{register.name} {page.sheet.name}".strip()))
        for register in registers
        for page in register.pages
    )
    years = {register.year for register in registers if register.year is not None}
    return Register(
        f"{registers[0].name}等{len(registers)}个文件",
        pages,
        replace(registers[0].mapping, layouts={k: v for r in registers for k, v in r.mapping.layouts.items()}),
        years.pop() if len(years) == 1 else None,
        tuple(f"{register.name} {name}" for register in registers for name in register.aside),
        any(register.cut for register in registers),
    )


def register_in(source: Source, memory: Memory | None = None) -> Register | None:
    """The register that a file of any kind holds, to be mapped by a person; None where it holds none or cannot be read."""
    if source.size > MAX_BYTES or not (is_book(source.head) or looks_like_register(source)):
        return None
    try:
        return _of_source(source, memory)
    except UnreadableError:
        return None  # the reader of its kind says why


def _of_source(source: Source, memory: Memory | None = None) -> Register | None:
    form = FORMS.get(source.form or "") or form_for(source.year)
    return open_register(source.data, source.name, form=form, memory=memory)


def read_register(source: Source) -> Imported:
    """A text file that is known to be a register, as far as nothing must be asked: what is unknown becomes a finding."""
    try:
        register = _of_source(source)
    except UnreadableError as error:
        raise UnreadableError(f"“{source.name}”：{error}") from None
    if register is None:
        raise UnreadableError(f"“{source.name}”里没有找到依申请公开台账的表头；请确认第一行是各列的名称。")
    return register.read(source)


def uncounted(tally: Tally) -> Finding | None:
    """That rows which wait for a person are not in the numbers, and which; None where every application is counted."""
    left = sorted(item.place for item in tally.open)
    cases = sorted({place for use in tally.questions if use.kind is Kind.CASE for place in use.rows})
    said = [f"台账还有{len(left)}行没有计入：{_rows(left)}"] if left else []
    said += [f"{len(cases)}行的复议、诉讼没有计入表四：{_rows(cases)}"] if cases else []
    if not said:
        return None
    advice = "每行的原因列在导入台账的“④ 没有计入的”里；处理后请再导入一次。"
    if not left:
        advice = "请在导入台账的“② 写法的含义”里选定，再导入一次。"
    return Finding("register.uncounted", Severity.WARNING, f"{'；'.join(said)}。这些数还不全。", advice=advice)


def where(rows: Sequence[Place]) -> str:
    """Rows in words, by sheet: 第5、8、11行（共3件）."""
    return f"{_rows(rows)}{f'（共{len(rows)}件）' if len(rows) > 1 else ''}"


def _rows(rows: Sequence[Place]) -> str:
    parts = []
    shown = 0
    for sheet, places in groupby(rows[:SHOWN_ROWS], key=lambda place: place.sheet):
        numbers = [str(place.row) for place in places]
        shown += len(numbers)
        parts.append(f"{f'工作表“{sheet}”' if sheet else ''}第{'、'.join(numbers)}行")
    return f"{'，'.join(parts)}{'等' if len(rows) > shown else ''}"


def _place(place: Place) -> str:
    return f"{f'工作表“{place.sheet}”' if place.sheet else ''}第{place.row}行"


def _titled(page: Page) -> int | None:
    """The year that the lines above the head, or the name of the sheet, say."""
    above = " ".join(text for row in page.sheet.rows[: page.head.start] for cell in row if (text := text_of(cell)))
    return year_in(above) or year_in(page.sheet.name)
