"""The report carried inside documents made of it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.embedding import NAMESPACE, embed, extract, fingerprint, published
from models.report import Report
from tests.reports import PUBLISHED, published_report


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_report_comes_back_as_it_was(name):
    report = published_report(name)
    embedded = extract(embed(report, "看得见的文字"), "a.docx")
    assert embedded is not None
    assert embedded.report == report
    assert embedded.fingerprint == fingerprint("看得见 的\n文字") != fingerprint("看得见的字")


@settings(max_examples=80)
@given(st.text(st.characters(), max_size=60))
def test_any_text_survives_in_xml(text):
    report = Report().apply({"五": text, "t3.new.natural": text, "unit": "<某&局>]]>"})
    part = embed(report, text)
    ElementTree.fromstring(part)
    embedded = extract(part, "a.docx")
    assert embedded is not None and embedded.report == report


def test_what_stays_with_the_office_is_not_embedded():
    inside = {
        "unplaced": "草稿",
        "last_year": "C:\\甲.gkbg",
        "origin.五": "甲.doc",
        "dismissed.a": "乙",
        "draft.五": "2023",
    }
    report = Report().apply({"五": "文字", "remark.t2.normative.made": "备注", "contact": "电话", **inside})
    kept = published(report)
    assert set(kept.values) == {"五", "remark.t2.normative.made", "contact"}
    assert "草稿".encode() not in embed(report, "")


def test_what_stands_in_a_text_goes_along_and_what_stands_nowhere_stays():
    inside = {"exhibit.ab": '{"caption": "图1"}', "exhibit.cd": '{"caption": "图2"}', "memo.五": "待核"}
    kept = published(Report().apply({"五": "见图。\n⟦图:ab⟧", **inside}))
    assert set(kept.values) == {"五", "exhibit.ab"}


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"<report/>",
        f'<other xmlns="{NAMESPACE}"/>'.encode(),
        f'<report xmlns="{NAMESPACE}">{{</report>'.encode(),
        f'<report xmlns="{NAMESPACE}">'.encode(),
        f'<!DOCTYPE a [<!ENTITY b "c">]><report xmlns="{NAMESPACE}">&b;</report>'.encode(),
        "<report>图</report>".encode("utf-16"),
    ],
)
def test_a_part_of_others_or_a_damaged_one_is_none(part):
    assert extract(part, "a.docx") is None
