"""The .gkbg file: exact, readable, never half-written, never over what is not understood."""

from __future__ import annotations

import os
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.report import Report
from models.storage import (
    ChangedOnDiskError,
    DamagedError,
    ForeignError,
    StorageError,
    TooNewError,
    UnwritableError,
    decode,
    load,
    load_stamped,
    migrations,
    save,
    stamp_of,
)
from models.storage.codec import encode
from tests.models.test_report import edits
from tests.places import full_disk
from tests.reports import PUBLISHED, published_report

FULL = Report().apply(
    {
        "unit": "某县某局",
        "year": 2024,
        "level": "县级",
        "t3.new.natural": 3,
        "t3.new.business": "约3件",
        "t2.fees.amount": Decimal("12.50"),
        "t3.other.natural": 7,
        "五": "第一段。\n第二段。",
        "remark.t2.normative.made": "其中修订1件",
        "note.t4": "注：含上年结转。",
        "origin.t3.new.natural": "台账.xlsx C5",
        "dismissed.text.title:0000": "已核对",
        "tie.一.2:3": "t3.new.total",
        "draft.五": "2023",
        "base.t2.normative.in_force": "5",
        "unplaced": "页脚\n页眉",
    }
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "r.gkbg"


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_report_comes_back_as_it_was_saved(path, name):
    report = published_report(name)
    save(report, path)
    assert load(path) == report


def test_everything_that_a_report_can_hold_is_kept(path):
    save(FULL, path)
    assert load(path) == FULL


@settings(max_examples=60, deadline=None)
@given(edits, edits, st.text(min_size=1))
def test_any_report_comes_back_and_always_as_the_same_bytes(first, second, reason):
    report = Report().apply({**first, **second, "origin.五": reason, "dismissed.x": reason, "六": reason})
    data = encode(report)
    assert decode(data, "r.gkbg").values == report.values
    again = Report().apply(dict(reversed(list(report.values.items()))))
    assert encode(again) == data


def test_an_amount_is_kept_digit_for_digit(path):
    for written in ("12.50", "0", "100", "0.10"):
        save(Report().apply({"t2.fees.amount": Decimal(written)}), path)
        kept = load(path).get("t2.fees.amount")
        assert isinstance(kept, Decimal) and str(kept) == written


def test_one_changed_figure_is_one_changed_line():
    before = encode(FULL).decode().split("\n")
    after = encode(FULL.apply({"t3.new.natural": 4})).decode().split("\n")
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [
        ('    "t3.new": {"natural": 3, "business": "约3件"},', '    "t3.new": {"natural": 4, "business": "约3件"},')
    ]


def test_a_new_paragraph_is_one_new_line_that_a_person_can_read():
    before = encode(FULL).decode().split("\n")
    after = encode(FULL.apply({"五": "第一段。\n插入的一段。\n第二段。"})).decode().split("\n")
    assert [line for line in after if line not in before] == ['      "插入的一段。",']
    assert [line for line in before if line not in after] == []


@pytest.mark.parametrize("end", range(0, 700, 23))
def test_a_truncated_file_is_refused_and_never_overwritten(path, end):
    whole = encode(FULL)
    path.write_bytes(whole[: min(end, len(whole) - 3)])
    with pytest.raises(StorageError, match=r"r\.gkbg.*。$"):
        load(path)
    with pytest.raises(StorageError, match="另存"):
        save(FULL, path)
    assert path.read_bytes() == whole[: min(end, len(whole) - 3)] and names(path.parent) == ["r.gkbg"]


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        (b"", DamagedError, "空的"),
        (bytes(4096), DamagedError, "空的"),
        (b"PK\x03\x04 a Word file", ForeignError, "不是本程序的报告文件"),
        ("年度报告".encode("gbk"), ForeignError, "不是本程序的报告文件"),
        (b'{"unit": "x"}', ForeignError, "导入"),
        (b'{"gkbg": 2}', TooNewError, "升级"),
        (b'{"gkbg": "x"}', DamagedError, "版本号"),
        (b'{"gkbg": 0}', DamagedError, "版本号"),
        (b'{"gkbg": 1, "gkbg": 1}', DamagedError, "两次"),
        (b'{"gkbg": 1, "cells": {"t3.new": {"natural": 1, "natural": 2}}}', DamagedError, "“natural”出现了两次"),
        (b'{"gkbg": 1,\n<<<<<<< HEAD\n"unit": "x"}', DamagedError, "第2行"),
        (b'{"gkbg": 1,\n"unit": "\xff"}', DamagedError, "第2行"),
        (b'{"gkbg": 1, "cells": {"t3.new": {"nobody": 1}}}', DamagedError, "nobody"),
        (b'{"gkbg": 1, "cells": {"t3.new": {"natural": true}}}', DamagedError, "natural"),
        (b'{"gkbg": 1, "cells": {"t3.new": {"natural": [1]}}}', DamagedError, "natural"),
        (b'{"gkbg": 1, "cells": {"t3.new": 5}}', DamagedError, "t3.new"),
        (b'{"gkbg": 1, "cells": []}', DamagedError, "cells"),
        ('{"gkbg": 1, "texts": {"五": "x"}}'.encode(), DamagedError, "五"),
        ('{"gkbg": 1, "texts": {"七": ["x"]}}'.encode(), DamagedError, "七"),
        (b'{"gkbg": 1, "year": "2024"}', DamagedError, "year"),
        (b'{"gkbg": 1, "form": "1999"}', DamagedError, "1999"),
        (b'{"gkbg": 1, "colour": "red"}', DamagedError, "colour"),
        (b'{"gkbg": 1, "colours": {"a": "red"}}', DamagedError, "colours"),
        (b'{"gkbg": 1, "unit": ' + b"[" * 100_000, DamagedError, "嵌套"),
    ],
)
def test_what_is_not_understood_is_said_and_left_alone(path, data, error, said):
    path.write_bytes(data)
    with pytest.raises(error, match=said) as raised:
        load(path)
    assert str(raised.value).endswith("。")
    with pytest.raises(error, match="没有保存，以免覆盖"):
        save(FULL, path)
    assert path.read_bytes() == data and names(path.parent) == ["r.gkbg"]
    save(FULL, path.with_name("other.gkbg"))


@pytest.mark.parametrize("number", ["1e999999999", "1E5", "9" * 5000, "NaN", "-Infinity", "0." + "1" * 5000])
def test_a_number_that_no_report_has_stays_text(path, number):
    path.write_text(f'{{"gkbg": 1, "cells": {{"t3.new": {{"natural": {number}}}}}}}')
    assert load(path).get("t3.new.natural") == number


def test_a_byte_order_mark_does_no_harm(path):
    path.write_bytes(b"\xef\xbb\xbf" + encode(FULL).replace(b"\n", b"\r\n"))
    assert load(path) == FULL


def test_the_file_is_saved_again_and_again_with_its_own_stamp(path):
    stamp = save(FULL, path)
    for number in range(3):
        stamp = save(FULL.apply({"t3.new.natural": number}), path, expect=stamp)
    assert load(path).get("t3.new.natural") == 2
    assert stamp == stamp_of(path) == load_stamped(path)[1]


def test_a_file_that_someone_else_changed_is_not_overwritten(path):
    _, stamp = (save(FULL, path), load_stamped(path)[1])
    save(FULL.apply({"unit": "别人"}), path)
    with pytest.raises(ChangedOnDiskError, match="另存"):
        save(FULL, path, expect=stamp)
    assert load(path).unit == "别人"


def test_a_change_within_one_tick_of_the_clock_and_of_the_same_size_is_seen(path):
    stamp = save(FULL, path)
    path.write_bytes(encode(FULL.apply({"t3.new.natural": 4})))
    os.utime(path, ns=(stamp.mtime_ns, stamp.mtime_ns))
    assert path.stat().st_size == stamp.size
    with pytest.raises(ChangedOnDiskError):
        save(FULL, path, expect=stamp)


def test_a_file_that_was_only_touched_or_is_gone_is_saved(path):
    stamp = save(FULL, path)
    os.utime(path, ns=(1, 1))
    stamp = save(FULL, path, expect=stamp)
    path.unlink()
    save(FULL, path, expect=stamp)
    assert load(path) == FULL


def test_permissions_and_links_stay_as_they_are(tmp_path):
    real, link = tmp_path / "real.gkbg", tmp_path / "link.gkbg"
    save(FULL, real)
    real.chmod(0o640)
    link.symlink_to(real)
    save(FULL.apply({"unit": "乙"}), link)
    assert link.is_symlink() and load(real).unit == "乙" and real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["none/r.gkbg", "a\0b.gkbg", "某" * 100 + ".gkbg", "folder"])
def test_a_place_that_takes_no_file_is_said(tmp_path, name):
    (tmp_path / "folder").mkdir()
    for act in (lambda: save(FULL, tmp_path / name), lambda: load(tmp_path / name)):
        with pytest.raises(StorageError, match=r"。$"):
            act()
    assert names(tmp_path) == ["folder"]


def test_a_name_as_long_as_the_system_allows_is_saved(tmp_path):
    path = tmp_path / ("某" * 83 + ".gkbg")
    save(FULL, path)
    save(FULL, path)
    assert load(path) == FULL and names(tmp_path) == [path.name]


def test_a_full_disk_leaves_the_old_file_whole(path):
    save(FULL, path)
    before = path.read_bytes()
    with full_disk(300), pytest.raises(UnwritableError, match="磁盘已满"):
        save(FULL.apply({"unit": "乙"}), path)
    assert path.read_bytes() == before and names(path.parent) == ["r.gkbg"]


def test_what_an_interrupted_saving_left_is_swept_later(path):
    left = path.with_name(".r.gkbg.0123abcd.part")
    left.write_text("x")
    save(FULL, path)
    assert left.exists()  # it may be another program's, at work right now
    os.utime(left, (1, 1))
    save(FULL, path)
    assert names(path.parent) == ["r.gkbg"]


@pytest.fixture
def next_layout(monkeypatch):
    """A version of the layout in which the unit is called "organ"."""

    def rename(content):
        return {("unit" if key == "organ_name" else key): value for key, value in content.items()}

    monkeypatch.setitem(migrations.MIGRATIONS, 1, rename)
    for module in ("models.storage.migrations", "models.storage.codec", "models.storage.file"):
        monkeypatch.setattr(f"{module}.VERSION", 2)


OLD = '{"gkbg": 1, "organ_name": "某县某局", "year": 2023}'


def test_an_older_file_is_migrated_and_its_original_kept_when_it_is_saved(path, next_layout):
    path.write_text(OLD)
    report, stamp = load_stamped(path)
    assert (report.unit, report.year) == ("某县某局", 2023)
    assert names(path.parent) == ["r.gkbg"]
    stamp = save(report, path, expect=stamp)
    assert (path.parent / "r.v1.gkbg.bak").read_text() == OLD
    save(report, path, expect=stamp)
    assert names(path.parent) == ["r.gkbg", "r.v1.gkbg.bak"]
    assert load(path) == report and '"gkbg": 2' in path.read_text()


def test_an_original_that_was_kept_before_is_not_replaced_by_another(path, next_layout):
    for content in (OLD, OLD.replace("2023", "2022"), OLD):
        path.write_text(content)
        save(load(path), path)
    assert names(path.parent) == ["r.gkbg", "r.v1.2.gkbg.bak", "r.v1.gkbg.bak"]


def test_every_older_version_has_a_migration():
    assert sorted(migrations.MIGRATIONS) == list(range(1, migrations.VERSION))
