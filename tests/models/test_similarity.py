"""How alike two texts are, and what they share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.similarity import MOST, SHORTEST, common_passages, folded, ratio

TEXT = "主要问题是部分栏目更新不够及时，专业人员不足。下一步将加强培训，落实责任。"


def test_a_text_in_which_only_the_year_is_new_is_the_same_text() -> None:
    assert ratio(f"2024年，{TEXT}", f"2023年，{TEXT}") == 1


def test_texts_without_a_common_word_are_not_alike() -> None:
    assert ratio("甲乙丙丁", "子丑寅卯") == 0


def test_common_passages_are_found_on_both_sides() -> None:
    first, second = f"今年的情况：{TEXT}", f"{TEXT}以上。"
    (passage,) = common_passages(first, second)
    mine = first[passage.start : passage.start + passage.length]
    assert mine == second[passage.last : passage.last + passage.length]
    assert TEXT.startswith(mine) and passage.length >= len(TEXT) - 1


texts = st.text("主要问题是更新不及时，。0123一二", max_size=80)


@given(texts, texts)
def test_every_common_passage_reads_alike_in_both_texts(first: str, second: str) -> None:
    end = 0
    for passage in common_passages(first, second):
        assert passage.length >= SHORTEST
        assert end <= passage.start
        end = passage.start + passage.length
        mine = folded(first)[passage.start : passage.start + passage.length]
        assert mine == folded(second)[passage.last : passage.last + passage.length]


def test_a_very_long_text_is_compared_by_its_beginning() -> None:
    assert ratio("甲" * (MOST + 1000) + "乙" * 90_000, "甲" * MOST) == 1
