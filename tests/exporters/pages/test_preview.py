"""The preview knows where everything stands: from a cell or a character to its place, and back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.pages.places import Box, Hit
from exporters.pages.preview import Preview
from models.report import Report
from models.texts import bound
from tests.exporters.pages.reports import hanyin, huaian
from tests.reports import published_report


def shown(report: Report, profile: str = "") -> Preview:
    preview = Preview()
    preview.render(report, profile_name=profile)
    return preview


@pytest.fixture(scope="module")
def preview() -> Preview:
    return shown(huaian())


def middle(box: Box) -> tuple[int, float, float]:
    return box.page, box.x + box.width / 2, box.y + box.height / 2


@pytest.mark.parametrize("name", ["huaian-2024", "shanghai-office-2019"])
def test_the_middle_of_every_cell_is_that_cell(name: str) -> None:
    report = published_report(name)
    preview = shown(report)
    for id in report.form.cells:
        box = preview.place_of(id)
        assert box is not None and preview.id_at(*middle(box)) == Hit(id), id


@pytest.mark.parametrize("profile", ["", "江苏"])
def test_every_character_of_a_text_is_found_and_leads_back_to_itself(profile: str) -> None:
    preview = shown(huaian(), profile)
    for id in ("preamble", "一", "一.3", "五"):
        text = huaian().text(id)
        for offset in range(0, len(text), 7):
            if not text[offset].isspace():
                box = preview.place_of(id, offset)
                assert box is not None
                hit = preview.id_at(box.page, box.x + box.width / 4, box.y + box.height / 2)
                assert hit == Hit(id, offset), (id, offset, text[offset])


def test_later_characters_never_stand_before_earlier_ones(preview: Preview) -> None:
    text = huaian().text("五")
    boxes = [preview.place_of("五", offset) for offset in range(0, len(text), 5)]
    order = [(box.page, round((box.y + box.height / 2) / 28.95), box.x) for box in boxes if box]
    assert order == sorted(order) and len(order) > 10


def test_a_figure_bound_to_a_cell_leads_to_its_mark_in_the_text(preview: Preview) -> None:
    mark = bound("t3.new.total")
    start = huaian().text("六").index(mark)
    box = preview.place_of("六", start)
    assert box is not None
    assert preview.id_at(*middle(box)) in (Hit("六", start), Hit("六", start + 1))


def test_a_click_on_the_label_of_a_row_means_the_row(preview: Preview) -> None:
    box = preview.place_of("t3.granted.natural")
    assert box is not None
    assert preview.id_at(box.page, 100, box.y + box.height / 2) == Hit("t3.granted.natural")


def test_title_headings_notes_and_signature_are_found(preview: Preview) -> None:
    for id in ("unit", "year", "t2", "t3", "五", "note.t4", "signed_by", "signed_on", "remark.t2.normative.made"):
        assert preview.place_of(id) is not None, id
    assert preview.place_of("remark.t2.normative.made") == preview.place_of("t2.normative.made")
    title = preview.place_of("unit")
    assert title is not None and preview.id_at(*middle(title)) == Hit("unit")


def test_what_is_not_printed_has_no_place(preview: Preview) -> None:
    assert preview.place_of("t9.none") is None and preview.place_of("一.9") is None
    assert preview.id_at(0, 200, 835) is None and preview.id_at(99, 200, 300) is None
    assert Preview().place_of("unit") is None


def test_a_text_over_several_pages_is_found_on_each() -> None:
    text = "".join(f"第{n}句话说完了。" for n in range(400))
    preview = shown(Report().apply({"一": text}))
    pages = set()
    for offset in range(0, len(text), 97):
        box = preview.place_of("一", offset)
        assert box is not None
        pages.add(box.page)
        hit = preview.id_at(box.page, box.x + box.width / 4, box.y + box.height / 2)
        assert hit == Hit("一", offset)
    assert len(pages) >= 5


def test_an_edit_shows_at_once() -> None:
    preview = shown(hanyin())
    page = preview.place_of("t3.new.natural")
    assert page is not None
    before = preview.image(page.page, 1.0)
    preview.render(hanyin().apply({"t3.new.natural": 88888}))
    assert preview.image(page.page, 1.0).data != before.data


def test_an_image_has_the_size_asked_for(preview: Preview) -> None:
    image = preview.image(0, 2.0)
    assert (image.width, image.height) == (1191, 1684) and len(image.data) == image.stride * image.height
    with pytest.raises(IndexError):
        preview.image(99, 1.0)
    with pytest.raises(IndexError):
        Preview().image(0, 1.0)


def test_several_threads_may_set_and_draw_at_the_same_time() -> None:
    def work(number: int) -> bytes:
        own = Preview()
        own.render(hanyin().apply({"t3.new.natural": number % 2}))
        return own.image(0, 0.5).data

    with ThreadPoolExecutor(4) as pool:
        images = list(pool.map(work, range(8)))
    assert images[0] == images[2] == images[4] and images[1] == images[3]


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=120), st.integers(0, 130))
def test_any_text_can_be_set_and_asked_about(text: str, offset: int) -> None:
    preview = shown(Report().apply({"一": text, "unit": text[:20], "t3.new.natural": text[:9]}))
    box = preview.place_of("一", offset)
    if box is not None:
        preview.id_at(*middle(box))
