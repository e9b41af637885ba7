"""What the numbers in official prose count: measured on the labelled sentences, and stated for the cases that matter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.forms import FORMS
from models.prose import Mention, Relation, read_text
from tests.models.prose.labelled import FORM, legend, score, sentences


def read(text: str, unit: str = "云岭县人民政府", **more: object) -> list[Mention]:
    return read_text(text, "一.2", FORM, unit=unit, year=2024, **more)  # type: ignore[arg-type]


def ties(text: str, unit: str = "云岭县人民政府") -> list[tuple[str, str]]:
    return [
        (text[m.span.start : m.span.end], tie.quantity.expression) for m in read(text, unit) for tie in m.ties
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "precision", "recall"), [("dev", 0.98, 0.95), ("held_out", 0.95, 0.9), ("reports", 0.98, 0.9)]
)
def test_the_reader_ties_what_people_labelled(name: str, precision: float, recall: float) -> None:
    measured = score(sentences(f"sentences.{name}.txt" if name != "reports" else "reports.txt"))
    assert measured.precision >= precision, measured.wrong
    assert measured.recall >= recall, measured.missed


def test_every_labelled_tie_means_cells_of_the_form() -> None:
    assert all(cell in FORM.cells for meaning in legend().values() for group in meaning for cell in group)


def test_received_may_or_may_not_include_what_was_carried_in() -> None:
    assert ties("收到政府信息公开申请21件。") == [
        ("21", "t3.new.total | t3.new.total + t3.carried_in.total"),
    ]


def test_a_number_beside_an_unknown_word_counts_nothing() -> None:
    assert ties("收到群众来信68件，办结66件。") == []


def test_a_denial_speaks_of_each_thing_it_names() -> None:
    assert ties("全年未发生行政复议、行政诉讼案件。") == [
        ("未", "t4.review.total"),
        ("未", "t4.direct.total + t4.after_review.total"),
    ]


def test_a_denial_of_something_else_says_nothing() -> None:
    assert ties("全年未发生因政府信息公开工作被追究责任的情形，也没有超期答复。") == []


def test_the_office_of_a_government_is_not_the_government() -> None:
    (mention,) = read("县政府办公室收到政府信息公开申请5件。")
    assert mention.ties[0].elsewhere
    (mention,) = read("县政府办公室收到政府信息公开申请5件。", unit="云岭县人民政府办公室")
    assert not mention.ties[0].elsewhere


def test_a_comparison_is_tied_to_what_is_compared() -> None:
    first, second, third = read("收到申请64件，较上年增加7件，增长12.3%。")
    assert first.ties[0].relation is Relation.VALUE
    assert (second.ties[0].relation, third.ties[0].relation) == (Relation.MORE, Relation.UP)
    assert first.ties[0].quantity == second.ties[0].quantity == third.ties[0].quantity


def test_a_form_without_the_three_rows_of_other_results_ties_to_its_single_row() -> None:
    (mention,) = read_text("其他处理3件。", "一.2", FORMS["2019"])
    assert mention.ties[0].quantity.expression == "t3.other.total"


def test_a_person_can_tie_a_number_otherwise() -> None:
    (mention,) = read("全年共办理26件。")
    corrections = {mention.key: "t3.carried_out.total"}
    (corrected,) = read("全年共办理27件。", corrections=corrections)
    assert corrected.corrected
    assert corrected.ties[0].quantity.expression == "t3.carried_out.total"


def test_a_person_can_say_that_a_number_counts_nothing() -> None:
    (mention,) = read("收到申请26件。")
    (corrected,) = read("收到申请26件。", corrections={mention.key: "无"})
    assert corrected.ties == ()


def test_a_correction_is_void_when_the_words_change() -> None:
    (mention,) = read("收到申请26件。")
    (other,) = read("受理申请26件。", corrections={mention.key: "无"})
    assert other.ties


def test_a_correction_that_names_no_cell_is_ignored() -> None:
    (mention,) = read("收到申请26件。")
    (other,) = read("收到申请26件。", corrections={mention.key: "t9.nonsense"})
    assert other.ties == mention.ties


def test_a_bound_figure_is_found_at_its_place_in_the_stored_text() -> None:
    text = "收到申请⟦t3.new.total⟧件，办结5件。"
    first, second = read(text)
    assert first.numeral is not None
    assert first.numeral.cell == "t3.new.total"
    assert text[second.span.start : second.span.end] == "5"


PIECES = st.sampled_from(
    [
        "收到",
        "新收",
        "申请",
        "政府信息公开申请",
        "办结",
        "答复",
        "结转",
        "上年",
        "下年度",
        "2023年",
        "2025年",
        "未",
        "无",
        "没有",
        "予以公开",
        "不予公开",
        "维持",
        "行政复议",
        "行政诉讼",
        "其中",
        "分别为",
        "、",
        "，",
        "。",
        "；",
        "（",
        "）",
        "3件",
        "12%",
        "三百件",
        "约",
        "余",
        "共",
        "较",
        "增长",
        "减少",
        "占",
        "自然人",
        "其他",
        "规章",
        "规范性文件",
        "制发",
        "废止",
        "⟦t3.new.total⟧",
        "区政府办",
        "全区",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=80))
def test_any_text_is_read_and_every_mention_lies_in_it(text: str) -> None:
    for mention in read(text):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert all(cell in FORM.cells for tie in mention.ties for cell in tie.quantity.cells)


@pytest.mark.parametrize(
    "piece", ["3、", "收到申请3件", "（", "未", "1-", "一百", "增长3%", "行政复议、", "3,000", "a"]
)
def test_a_long_text_without_an_end_is_read(piece: str) -> None:
    assert read((piece * 20_000)[:20_000]) is not None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("收到申请418件，受理402件，不予受理16件。", ["418"]),
    ],
)
def test_a_smaller_number_of_the_same_is_a_part_of_it(text: str, read: list[str]) -> None:
    assert [number for number, _ in ties(text)] == read


def test_what_the_government_proper_received_is_not_what_all_received() -> None:
    first, second = read("全县受理申请241件，其中县政府（含办公室）受理31件。")
    assert [mention.ties[0].elsewhere for mention in (first, second)] == [False, True]


def test_what_came_in_and_what_was_carried_in_make_together_what_was_due() -> None:
    assert ties("新收申请1124宗，上年度结转53宗，合计1177宗。")[-1] == ("1177", "t3.new.total + t3.carried_in.total")


def test_kinds_of_licences_are_not_decisions() -> None:
    assert ties("我镇共承接赋权事项86项，其中行政许可21项、行政处罚65项。") == []
    assert ties("全年办理行政许可21项。") == [("21", "t2.licensing.decisions")]


def test_a_right_that_is_denied_is_no_denial_of_documents() -> None:
    assert ties("我局没有制发规章和行政规范性文件的权限。") == []


def test_several_reasons_ending_in_their_group_count_the_group() -> None:
    ((number, meaning),) = ties("因属于国家秘密、内部事务信息、过程性信息等不予公开的203件。")
    assert number == "203"
    assert meaning.count("t3.denied.") == 8


def test_the_government_that_reviewed_is_no_other_body() -> None:
    last = read("行政复议5件，其中县政府维持3件。", unit="云岭县自然资源局")[-1]
    assert not last.ties[0].elsewhere


def test_all_bodies_of_an_area_are_the_area() -> None:
    (mention,) = read("全区各单位共收到政府信息公开申请736件。", unit="琴湖区人民政府")
    assert not mention.ties[0].elsewhere


def test_a_year_before_which_something_was_is_not_the_year_of_the_numbers() -> None:
    relations = [m.ties[0].relation for m in read("对2023年以前的规范性文件进行清理，废止1件。")]
    assert relations == [Relation.VALUE]


def test_a_change_of_the_fees_is_read_in_money() -> None:
    last = read("行政事业性收费5,126.4万元，较上年减少312万元。")[-1]
    assert (last.ties[0].relation, last.ties[0].quantity.expression) == (Relation.LESS, "t2.fees.amount")


def test_several_things_are_nil_together() -> None:
    found = ties("2024年度，我县信息公开申请、行政复议、行政诉讼均为零。")
    assert [meaning.split(".")[0] for _, meaning in found] == ["t3", "t4", "t4"]


def test_street_offices_are_units_of_a_district_and_a_street_office_is_itself() -> None:
    (mention,) = read("街道收到申请188件。", unit="长河区人民政府")
    assert mention.ties[0].elsewhere
    (mention,) = read("街道收到申请8件。", unit="望江街道办事处")
    assert not mention.ties[0].elsewhere


def test_documents_of_many_years_are_not_those_of_the_year() -> None:
    assert ties("累计制发行政规范性文件21件，其中本年度新制发4件。") == [("4", "t2.normative.made")]
    assert ties("全年累计制发行政规范性文件4件。") == [("4", "t2.normative.made")]


def relations(text: str, unit: str = "云岭县人民政府", **more: object) -> list[tuple[str, str]]:
    return [
        (text[m.span.start : m.span.end], tie.relation.value) for m in read(text, unit, **more) for tie in m.ties
    ]  # fmt: skip


def test_a_change_from_last_year_to_this_is_read() -> None:
    assert relations("申请总量由2023年的2540件降至2416件，降幅4.9%。") == [
        ("2540", "上年"), ("2416", "数值"), ("4.9%", "同比减"),
    ]  # fmt: skip
    assert relations("申请量由311件减少至286件。") == []
    assert ("300", "数值") not in relations("申请量由2020年的300件减少至286件。")


def test_a_change_without_its_whole_is_of_what_the_sentence_before_counted() -> None:
    assert ("124", "少于上年") in relations("全县收到政府信息公开申请2416件。同比减少124件，降幅4.9%。")
    assert ("124", "少于上年") not in relations("收到申请2416件，发生行政复议35件。同比减少124件。")
    assert ("124", "少于上年") not in relations("收到申请2416件。群众来信同比减少124件。")
    assert relations("同比减少124件。") == []
    assert relations("同比减少124件。", topic="requests") == [("124", "少于上年")]


def test_parts_of_a_number_that_is_not_understood_count_nothing() -> None:
    assert ties("收到局长信箱来信32件，其中予以公开20件。") == []
    assert ties("自行答复的45件中，公开21件，不予公开4件。") == []


def test_cases_of_which_some_concern_disclosure_are_not_those_of_the_form() -> None:
    assert ties("县政府被提起行政诉讼31件，其中涉及信息公开4件。") == []


def test_a_body_is_known_by_its_short_name() -> None:
    text = "县住建局收到政府信息公开申请5件。"
    assert not read(text, unit="云岭县住房和城乡建设局")[0].ties[0].elsewhere
    assert read(text, unit="云岭县公安局")[0].ties[0].elsewhere


def test_what_a_body_reviews_is_not_counted_among_the_reviews_of_its_own_answers() -> None:
    assert ties("全年受理复议申请138件，审结121件，纠正19件。") == []
    assert [what for what, _ in ties("受理因政府信息公开引发的行政复议申请3件，纠正1件。")] == ["3", "1"]


def test_changes_in_order_are_each_of_their_own() -> None:
    found = read("行政复议16件、行政诉讼7件，分别比上年增加5件、2件。")
    review, suits, more, fewer = (mention.ties[0] for mention in found)
    assert (more.quantity, fewer.quantity) == (review.quantity, suits.quantity)
    assert {more.relation, fewer.relation} == {Relation.MORE}


def test_the_outcomes_of_one_instance_are_not_all() -> None:
    assert [what for what, _ in ties("行政诉讼6件，二审维持2件。")] == ["6"]


def test_one_thing_told_of_several_bodies_in_turn_is_of_none() -> None:
    assert ties("市本级、县（市、区）、乡镇街道分别收到申请486件、1402件、316件。") == []


def test_a_part_of_the_applications_told_by_what_was_asked_for_is_not_all_of_them() -> None:
    assert ties("3件申请中1件要求公开低保材料。") == []
    assert ties("街道收到投诉信件12封，其中公开答复5件，不予公开7件。") == []


def test_applications_of_another_kind_count_nothing() -> None:
    assert ties("受理医师执业变更申请126件，护士延续注册申请318件。") == []
    assert ties("园区代办中心代办许可事项286件。") == []


def test_more_received_than_last_year_is_a_change() -> None:
    assert relations("2024年比2023年多受理政府信息公开申请2件。") == [("2", "多于上年")]
