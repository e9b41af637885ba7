"""The .gkbg file: exact, readable, never half-written, never over what is not understood."""

from __future__ import annotations

import errno
import os
import stat
from decimal import Decimal
from pathlib import Path

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
    load_whole,
    migrations,
    save,
    stamp_of,
)
from models.storage.atomic import own_name
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
        "previous.unit": "某县某局",
        "previous.year": 2023,
        "previous.t3.new.natural": 2,
        "previous.t2.fees.amount": Decimal("0.10"),
        "previous.五": "上一段。\n下一段。",
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


def lines_of(report):
    """The lines of the file, but for the fingerprint, which follows every change."""
    return [line for line in encode(report).decode().split("\n") if '"fingerprint"' not in line]


def test_one_changed_figure_is_one_changed_line():
    before = lines_of(FULL)
    after = lines_of(FULL.apply({"t3.new.natural": 4}))
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [
        ('    "t3.new": {"natural": 3, "business": "约3件"},', '    "t3.new": {"natural": 4, "business": "约3件"},')
    ]


def test_a_new_paragraph_is_one_new_line_that_a_person_can_read():
    before = lines_of(FULL)
    after = lines_of(FULL.apply({"五": "第一段。\n插入的一段。\n第二段。"}))
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
        (b'{"gkbg": 3}', TooNewError, "升级"),
        (b'{"gkbg": 3, "program": "1.2.0"}', TooNewError, "升级到 1.2.0 或更新的版本"),
        (b'{"gkbg": 3, "program": {"a": 1}}', TooNewError, "请升级程序后再打开"),
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
        (b'{"gkbg": 1, "year": ["2024"]}', DamagedError, "year"),
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
    path.write_text(f'{{"gkbg": 1, "cells": {{"t3.new": {{"natural": {number}}}}}}}', encoding="utf-8")
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
    left.write_text("x", encoding="utf-8")
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

    monkeypatch.setitem(migrations.MIGRATIONS, migrations.VERSION, rename)
    next_version = migrations.VERSION + 1
    for module in ("models.storage.migrations", "models.storage.codec", "models.storage.file"):
        monkeypatch.setattr(f"{module}.VERSION", next_version)


OLD = '{"gkbg": 1, "organ_name": "某县某局", "year": 2023}'


def test_an_older_file_is_migrated_and_its_original_kept_when_it_is_saved(path, next_layout):
    path.write_text(OLD, encoding="utf-8")
    report, stamp = load_stamped(path)
    assert (report.unit, report.year) == ("某县某局", 2023)
    assert names(path.parent) == ["r.gkbg"]
    stamp = save(report, path, expect=stamp)
    assert (path.parent / "r.v1.gkbg.bak").read_text(encoding="utf-8") == OLD
    save(report, path, expect=stamp)
    assert names(path.parent) == ["r.gkbg", "r.v1.gkbg.bak"]
    assert load(path) == report and f'"gkbg": {migrations.VERSION}' in path.read_text(encoding="utf-8")


def test_an_original_that_was_kept_before_is_not_replaced_by_another(path, next_layout):
    for content in (OLD, OLD.replace("2023", "2022"), OLD):
        path.write_text(content, encoding="utf-8")
        save(load(path), path)
    assert names(path.parent) == ["r.gkbg", "r.v1.2.gkbg.bak", "r.v1.gkbg.bak"]


def test_every_older_version_has_a_migration():
    assert sorted(migrations.MIGRATIONS) == list(range(1, migrations.VERSION))


def test_last_years_report_is_kept_inside_and_read_again(path):
    save(FULL, path)
    previous = load(path).previous
    assert previous is not None and previous == Report().apply(
        {
            "unit": "某县某局",
            "year": 2023,
            "t3.new.natural": 2,
            "t2.fees.amount": Decimal("0.10"),
            "五": "上一段。\n下一段。",
        }
    )
    assert '  "previous": {\n    "unit": "某县某局",\n    "year": 2023,' in path.read_text(encoding="utf-8")


def test_a_file_of_before_the_fingerprint_is_read_as_it_always_was_and_counts_as_older(path):
    path.write_text('{"gkbg": 1, "unit": "某县某局", "cells": {"t3.new": {"natural": 1}}}', encoding="utf-8")
    loaded = load_whole(path)
    assert loaded.report == Report().apply({"unit": "某县某局", "t3.new.natural": 1})
    assert loaded.older and not loaded.altered
    save(loaded.report, path, expect=loaded.stamp)
    assert not load_whole(path).older


def test_a_saved_file_is_known_for_untouched(path):
    save(FULL, path)
    assert not load_whole(path).altered


@pytest.mark.parametrize("place", range(0, len(encode(FULL)), 97))
def test_a_byte_that_was_changed_by_other_means_is_noticed_and_the_report_loaded_all_the_same(path, place):
    data = bytearray(encode(FULL))
    data[place] = ord("x") if data[place] != ord("x") else ord("y")
    path.write_bytes(data)
    try:
        loaded = load_whole(path)
    except StorageError:
        return  # it is no report any more, and that is said
    assert loaded.altered


def test_what_a_person_mends_by_hand_is_loaded(path):
    save(FULL, path)
    path.write_bytes(path.read_bytes().replace(b'{"natural": 3, "business"', b'{"natural": 4, "business"'))
    loaded = load_whole(path)
    assert loaded.altered and loaded.report == FULL.apply({"t3.new.natural": 4})
    save(loaded.report, path, expect=loaded.stamp)
    assert not load_whole(path).altered


@pytest.fixture
def as_windows(monkeypatch):
    """Files that are marked as read-only are neither renamed over nor removed, as on Windows."""
    replace, unlink = Path.replace, Path.unlink

    def refuse(path):
        if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, "denied", str(path))

    def replacing(self, target):
        refuse(self)
        refuse(Path(target))
        return replace(self, target)

    def unlinking(self, missing_ok=False):
        refuse(self)
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "replace", replacing)
    monkeypatch.setattr(Path, "unlink", unlinking)


def test_a_save_onto_a_read_only_file_on_windows_is_refused_and_leaves_nothing_behind(path, as_windows):
    save(FULL, path)
    path.chmod(0o444)
    with pytest.raises(UnwritableError, match="只读"):
        save(FULL.apply({"unit": "乙"}), path)
    assert load(path) == FULL and names(path.parent) == ["r.gkbg"]


def test_a_file_marked_as_read_only_that_is_replaced_stays_marked(path):
    save(FULL, path)
    path.chmod(0o440)
    save(FULL.apply({"unit": "乙"}), path)
    assert load(path).unit == "乙" and path.stat().st_mode & 0o777 == 0o440


def test_of_names_with_one_long_beginning_each_has_its_own_leavings(tmp_path):
    first, second = (tmp_path / f"{'某' * 60}（{end}）.gkbg" for end in ("初稿", "定稿"))
    save(FULL, first)
    save(FULL, second)
    assert own_name(first.name) != own_name(second.name)
    left = second.with_name(f".{own_name(second.name)}.0123abcd.part")
    left.write_text("x", encoding="utf-8")
    os.utime(left, (1, 1))
    save(FULL, first)
    assert left.exists()
    save(FULL, second)
    assert not left.exists()


@pytest.fixture
def synced(monkeypatch):
    """What is brought to the disk, in order: ("data" or "folder", whether the file has its name by then)."""
    calls = []
    fsync = os.fsync

    def counting(descriptor):
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        calls.append("folder" if is_folder else "data")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", counting)
    replace = Path.replace

    def replacing(self, target):
        calls.append("rename")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replacing)
    return calls


def test_a_saving_brings_the_data_to_the_disk_before_its_name_and_the_folder_after(path, synced):
    """A killed process cannot show it, only a power cut."""
    save(FULL, path)
    assert synced == ["data", "rename", "folder"]
    save(FULL, path)
    assert synced == ["data", "rename", "folder"] * 2
