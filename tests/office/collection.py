"""A county's collection with a known truth: what each unit reported, in files of many kinds, with the faults that offices meet.

The truth is kept beside the files in plain dictionaries and never asks the code that is tested.
"""

from __future__ import annotations

import os
import random
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path

from openpyxl import Workbook

import exporters
from models.forms import LATEST
from models.report import Report
from models.storage import save
from models.values import Value

YEAR = 2025
HEADS = ("单位名称", "上级", "代码", "曾用名", "级别", "机关类型", "联系人", "联系方式", "截止日期", "不需报送")
COUNTY, DISTRICT, LOWER = "云岭县", "东山新区", "清河县"
DUE = "2026-01-31"
EARLY, LATER, LATE = datetime(2026, 1, 12, 9), datetime(2026, 1, 20, 9), datetime(2026, 2, 3, 9)
ROWS = ("granted", "partial", "denied.law", "unable.not_held", "rejected.petition", "other.other")
COLUMNS = ("natural", "business", "other")
WORDS = (
    "春夏秋冬风霜雨雪江河湖海山川草木花鸟虫鱼金石丝竹宫商角徵羽东西南北天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"
)
BUREAUS = (
    "教育",
    "民政",
    "财政",
    "水利",
    "交通运输",
    "农业农村",
    "司法",
    "文化和旅游",
    "审计",
    "统计",
    "林业",
    "医疗保障",
    "应急管理",
    "卫生健康",
)


def figures(seed: int, scale: int = 1) -> dict[str, int | Decimal]:
    """Leaf cells of a report that foots; those not named are nil."""
    draw = random.Random(seed)
    cells: dict[str, int | Decimal] = dict.fromkeys((id for id in LATEST.cells if id not in LATEST.totals), 0)
    cells["t2.fees.amount"] = Decimal(draw.randint(100, 99_999)) / 100
    for id in ("t2.normative.made", "t2.licensing.decisions", "t2.penalty.decisions"):
        cells[id] = draw.randint(1, 900) * scale
    for column in COLUMNS:
        for row in ROWS:
            cells[f"t3.{row}.{column}"] = draw.randint(0, 90)
        done = sum(int(cells[f"t3.{row}.{column}"]) for row in ROWS)
        cells[f"t3.carried_out.{column}"] = out = draw.randint(0, 5)
        cells[f"t3.new.{column}"] = done + out
    cells["t4.review.upheld"] = draw.randint(0, 9)
    return cells


def report(unit: str, cells: Mapping[str, Value], year: int = YEAR, seed: int = 0) -> Report:
    """A report with these figures and words of its own."""
    draw = random.Random(f"{unit}{year}{seed}")

    def words(count: int) -> str:
        return "，".join("".join(draw.choices(WORDS, k=9)) for _ in range(count))

    texts = {
        "一.1": f"主动公开方面，{words(12)}。",
        "一.3": f"管理方面，{words(6)}。",
        "五": f"存在的问题：{words(14)}。改进情况：{words(8)}。",
        "六": "本年度没有收取信息处理费。",
    }
    return Report().apply({"unit": unit, "year": year, **cells, **texts})


def put(made: Report, path: Path, moment: datetime = EARLY) -> Path:
    """Write a report as the kind that the suffix means, received at a moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".gkbg":
        save(made, path)
    else:
        exporters.export(made, path)
    return touch(path, moment)


def touch(path: Path, moment: datetime) -> Path:
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    return path


def derived(cells: dict[str, int | Decimal]) -> dict[str, int | Decimal]:
    """With every total."""
    return {**cells, **{total: sum(cells[part] for part in parts) for total, parts in LATEST.totals.items()}}


@dataclass
class Collection:
    """The files and what is true of them. ``own``: the leaf cells that count of each unit."""

    folder: Path
    roster: Path = Path()
    inbox: Path = Path()
    last: Path = Path()
    own: dict[str, dict[str, int | Decimal]] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    blank: dict[str, set[str]] = field(default_factory=dict)
    expected: int = 0

    def sum(self, *, without: tuple[str, ...] = ()) -> dict[str, int | Decimal]:
        """The sum over the units, totals with it."""
        leaves = [id for id in LATEST.cells if id not in LATEST.totals]
        known = [cells for unit, cells in self.own.items() if unit not in without]
        return derived({id: sum(cells[id] for cells in known if id in cells) for id in leaves})


def bureau(name: str) -> str:
    return f"{COUNTY}{name}局"


def make(folder: Path) -> Collection:
    """A county of sixteen units, a zone with two, and a lower county without a unit in the register."""
    made = Collection(folder, folder / "名册.xlsx", folder / "收件", folder / "去年")
    rows = [
        [bureau(name), COUNTY, f"{n:03}", "", "县级", "部门", "张三", "0517-83000000", DUE, ""]
        for n, name in enumerate(BUREAUS)
    ]
    rows[4][3] = f"{COUNTY}交通局、{COUNTY}运输管理局"
    rows[11][9] = "已并入卫生健康局"
    rows.append([f"{COUNTY}人民政府办公室", COUNTY, "900", "", "", "政府办公厅（室）", "", "", DUE, ""])
    rows.append([f"{COUNTY}城关镇人民政府", COUNTY, "901", "", "乡级", "人民政府", "", "", DUE, ""])
    rows.append([DISTRICT, COUNTY, "950", "", "", "", "", "", DUE, ""])
    rows.append([f"{DISTRICT}建设局", DISTRICT, "951", "", "", "", "", "", "", ""])
    rows.append([f"{DISTRICT}招商局", DISTRICT, "952", "", "", "", "", "", "", ""])
    rows.append([f"{LOWER}人民政府", COUNTY, "960", "", "县级", "人民政府", "", "", DUE, ""])
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADS, *rows):
        sheet.append(list(row))
    book.save(made.roster)
    made.expected = len(rows) - 2  # the zone is a superior, one bureau is excused
    for row in rows:
        made.states[row[0]] = "missing"
    _fill(made)
    return made


def _fill(made: Collection) -> None:
    inbox, kinds = made.inbox, ("docx", "xlsx", "json", "html", "gkbg", "docx")
    for number, name in enumerate(BUREAUS[:6]):
        unit = bureau(name)
        made.own[unit] = figures(number)
        called = f"{COUNTY}交通局" if number == 4 else unit  # under its former name
        put(report(called, made.own[unit]), inbox / f"{called}.{kinds[number]}")
        made.states[unit] = "received"
    _versions(made, bureau(BUREAUS[6]))
    _false_total(made, bureau(BUREAUS[7]))
    _stray_letter(made, bureau(BUREAUS[8]))
    _blank_cells(made, bureau(BUREAUS[9]))
    _late_by_mail(made, bureau(BUREAUS[12]))
    _in_gbk_zip(made, f"{COUNTY}城关镇人民政府")
    _zone(made)
    # who is missing: 林业 sent another year, 卫生健康 something unreadable, the office nothing
    put(report(bureau(BUREAUS[10]), figures(10), YEAR - 1), inbox / "林业局.docx")
    made.waiting["林业局.docx"] = "2024"
    (inbox / "卫健局.docx").write_bytes(b"PK\x03\x04 broken")
    (inbox / "扫描件.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (inbox / "乡镇.rar").write_bytes(b"Rar!\x1a\x07\x00" + bytes(64))
    (inbox / "通知.txt").write_text("请各单位抓紧报送，联系电话83000000。", encoding="utf-8")
    put(report("白水县水利局", figures(70)), inbox / "白水.docx")
    put(report(f"{COUNTY}人民政府", figures(71)), inbox / "政府报告.docx")
    made.waiting |= {
        "卫健局.docx": "",
        "扫描件.png": "图片",
        "乡镇.rar": "解压",
        "通知.txt": "不像年度报告",
        "白水.docx": "名册里没有",
        "政府报告.docx": "不是下属单位",
    }
    lower = f"{LOWER}人民政府"
    made.own[lower] = figures(60, 10)
    put(report(lower, made.own[lower]), inbox / "清河.xlsx")
    for number, name in enumerate(BUREAUS):
        put(report(bureau(name), figures(100 + number), YEAR - 1), made.last / f"{number}.docx")
    made.states[bureau(BUREAUS[11])] = "excused"


def _versions(made: Collection, unit: str) -> None:
    """Two versions, the later one counts; the earlier one lies there twice."""
    put(report(unit, figures(50)), made.inbox / "司法局.docx")
    put(report(unit, figures(50)), made.inbox / "抄送" / "司法局.docx")
    made.own[unit] = figures(51)
    put(report(unit, made.own[unit], seed=1), made.inbox / "司法局（改）.docx", LATER)
    made.states[unit] = "received"


def _false_total(made: Collection, unit: str) -> None:
    made.own[unit] = figures(52)
    put(report(unit, {**made.own[unit], "t3.granted.total": 9999}), made.inbox / "文旅局.xlsx")
    made.states[unit] = "received"


def _stray_letter(made: Collection, unit: str) -> None:
    made.own[unit] = figures(53)
    put(report(unit, {**made.own[unit], "t2.licensing.decisions": "12O"}), made.inbox / "审计局.gkbg")
    del made.own[unit]["t2.licensing.decisions"]
    made.states[unit] = "received"


def _blank_cells(made: Collection, unit: str) -> None:
    made.own[unit] = figures(54)
    made.blank[unit] = {"t2.penalty.decisions", "t2.coercion.decisions"}
    cells = {id: value for id, value in made.own[unit].items() if id not in made.blank[unit]}
    made.own[unit] = cells
    put(report(unit, cells), made.inbox / "统计局.gkbg")
    made.states[unit] = "received"


def _late_by_mail(made: Collection, unit: str) -> None:
    """By mail, of which the date counts, not that of the file."""
    made.own[unit] = figures(55)
    attached = put(report(unit, made.own[unit]), made.folder / "附件" / "应急局年报.docx")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "yjj@example.cn", "zwgk@example.cn", "年报"
    mail["Date"] = "Tue, 03 Feb 2026 00:30:00 +0800"
    mail.set_content("附件是年报。")
    mail.add_attachment(
        attached.read_bytes(), maintype="application", subtype="octet-stream", filename="应急局年报.docx"
    )
    (made.inbox / "应急局.eml").write_bytes(mail.as_bytes())
    touch(made.inbox / "应急局.eml", EARLY)
    made.states[unit] = "late"


def _in_gbk_zip(made: Collection, unit: str) -> None:
    made.own[unit] = figures(56)
    attached = put(report(unit, made.own[unit]), made.folder / "附件" / "城关镇.docx")
    gbk_zip(made.inbox / "乡镇.zip", {"乡镇报送/城关镇.docx": attached.read_bytes()})
    made.states[unit] = "received"


def gbk_zip(path: Path, members: dict[str, bytes]) -> None:
    """An archive as Chinese systems make them: names in GBK, without a mark that says so."""
    with zipfile.ZipFile(path, "w") as archive:
        for number, content in enumerate(members.values()):
            archive.writestr(zipfile.ZipInfo(_filler(number, list(members)), (2026, 1, 15, 8, 0, 0)), content)
    data = path.read_bytes()
    for number, name in enumerate(members):
        data = data.replace(_filler(number, list(members)).encode(), name.encode("gbk"))
    path.write_bytes(data)


def _filler(number: int, names: list[str]) -> str:
    """A plain name of the same length, to be replaced."""
    return f"{number:03}".ljust(len(names[number].encode("gbk")), "x")


def _zone(made: Collection) -> None:
    """Two units of a lower node, and the lower node's own report, which must not count beside them."""
    for number, name in enumerate(("建设局", "招商局")):
        unit = f"{DISTRICT}{name}"
        made.own[unit] = figures(57 + number)
        put(report(unit, made.own[unit]), made.inbox / DISTRICT / f"{unit}.docx")
        made.states[unit] = "received"
    both = {
        id: made.own[f"{DISTRICT}建设局"][id] + made.own[f"{DISTRICT}招商局"][id]
        for id in made.own[f"{DISTRICT}建设局"]
    }
    put(report(f"{DISTRICT}人民政府", both), made.inbox / DISTRICT / "新区汇总.docx")
