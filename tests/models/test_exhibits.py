"""Pictures and small tables in the texts: kept in the report and its file, named, counted, and let go of with their anchors."""

from __future__ import annotations

import json
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.json_report import make as as_json
from exporters.options import Options
from models.exhibits import (
    MAX_BYTES,
    Exhibit,
    anchor,
    edit_of,
    exhibit_of,
    keys_in,
    named_anchors,
    new_keys,
    removals,
    room_left,
    size_of,
    used,
    without_anchors,
)
from models.last_year import start_from
from models.report import Report
from models.storage import decode
from models.storage.codec import encode
from models.texts import printed_text
from models.totals import evaluate


def png(width: int = 4, height: int = 3, color: bytes = b"\x20\x60\xa0") -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + color * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PICTURE = Exhibit("办理结果", "三年办理结果的柱形图", 60, png())
TABLE = Exhibit("按方式分", "", 100, b"", (("方式", "件数"), ("当面", "3"), ("“网络”\\", "5")))


def with_exhibits() -> Report:
    report = Report().apply({"unit": "某县某局", "year": 2024, **edit_of("a", PICTURE), **edit_of("b", TABLE)})
    return report.apply({"一.2": f"收到申请8件。\n{anchor('a')}\n其中当面3件。\n{anchor('b')}", "五": "没有图。"})


def test_what_was_put_in_is_there_again_after_the_file_was_saved_and_opened() -> None:
    report = decode(encode(with_exhibits()), "某.gkbg")
    assert report == with_exhibits()
    assert exhibit_of(report, "a") == PICTURE and exhibit_of(report, "b") == TABLE


def test_pictures_stand_at_the_end_of_the_file_and_what_they_are_beside_the_texts() -> None:
    content = json.loads(encode(with_exhibits()))
    assert list(content)[-2:] == ["pictures", "fingerprint"] and list(content["pictures"]) == ["a"]
    assert set(content["exhibits"]) == {"a", "b"}


def test_printed_texts_and_those_of_the_exported_json_hold_no_anchor() -> None:
    report = with_exhibits()
    assert printed_text(report, evaluate(report), "一.2") == "收到申请8件。\n其中当面3件。"
    content = json.loads(as_json(report, Options()).data)
    assert content["texts"]["一.2"] == "收到申请8件。\n其中当面3件。"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("⟦图:a⟧", ""),
        ("⟦图:a⟧\n甲", "甲"),
        ("甲\n⟦图:a⟧", "甲"),
        ("甲\n⟦图:a⟧\n⟦图:b⟧\n乙", "甲\n乙"),
        ("甲⟦图:a⟧乙", "甲乙"),
        ("\n甲", "\n甲"),
        ("⟦t3.new.total⟧", "⟦t3.new.total⟧"),
        ("⟦图:A1⟧", "⟦图:A1⟧"),
    ],
)
def test_the_words_of_a_text_alone(text: str, words: str) -> None:
    assert without_anchors(text) == words


@given(st.lists(st.sampled_from(["甲。", "", "乙", "⟦图:a⟧", "⟦图:bc⟧"]), max_size=8))
def test_no_paragraph_is_lost_with_the_anchors_between(lines: list[str]) -> None:
    left = [line for line in without_anchors("\n".join(lines)).split("\n") if line]
    assert left == [line for line in lines if line and not keys_in(line)]


def test_where_one_cannot_be_shown_it_is_named() -> None:
    report = with_exhibits()
    assert named_anchors(report, "见⟦图:a⟧、⟦图:b⟧、⟦图:c⟧") == "见〔图：办理结果〕、〔表：按方式分〕、"


def test_an_edit_that_takes_the_last_anchor_lets_go_of_what_stood_there_and_undoing_brings_it_back() -> None:
    report = with_exhibits()
    edit = {"一.2": "收到申请8件。"}
    whole = {**edit, **removals(report, edit)}
    after = report.apply(whole)
    assert used(after) == {} and exhibit_of(after, "a") is None
    assert after.apply(report.inverse(whole)) == report


def test_an_anchor_that_moves_to_another_text_takes_nothing_away() -> None:
    edit = {"一.2": "收到申请8件。", "五": f"{anchor('a')}\n{anchor('b')}"}
    assert removals(with_exhibits(), edit) == {}


def test_keys_that_are_taken_are_passed_over() -> None:
    keys = new_keys(with_exhibits())
    assert [next(keys) for _ in range(3)] == ["c", "d", "e"]
    many = new_keys(Report())
    assert len({next(many) for _ in range(800)}) == 800


def test_the_room_for_pictures_is_what_the_others_leave() -> None:
    assert room_left(Report()) == MAX_BYTES
    assert MAX_BYTES - room_left(with_exhibits()) == pytest.approx(len(png()), abs=3)


def test_the_size_of_pictures_in_both_formats() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x05\x00\x07" + bytes(12)
    assert size_of(png(640, 480)) == (640, 480) and size_of(jpeg) == (7, 5)
    for wrong in (b"", b"GIF89a", png()[:20], png(0, 5), b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xe0\x00\x00"):
        assert size_of(wrong) is None


@pytest.mark.parametrize("about", ["", "{", "[]", "5", '{"rows": 5}', '{"rows": [5]}', '{"width": "x"}', "[" * 5000])
def test_what_is_no_exhibit_is_none(about: str) -> None:
    assert exhibit_of(Report().apply({"exhibit.a": about}), "a") is None
    assert exhibit_of(Report().apply({"exhibit.a": "{}", "picture.a": "不是base64"}), "a") is None


def test_last_years_pictures_stay_with_last_years_report() -> None:
    carried = start_from(with_exhibits(), 2025)
    assert carried["一.2"] == "收到申请8件。\n其中当面3件。"
    assert not any(id.startswith(("exhibit.", "picture.")) for id in carried)
