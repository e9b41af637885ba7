"""Units by name: equal names are the same unit, similar ones are asked about, never guessed."""

import pytest

from models.units import match

LAST = ["汉阴县交通局", "汉阴县教育局", "汉阴县 水利局", "汉阴县公安局", "城关镇人民政府"]


def test_spaces_and_brackets_do_not_make_another_unit():
    assert match("汉阴县水利局", LAST).name == "汉阴县 水利局"
    assert match("汉阴县教育局", LAST).name == "汉阴县教育局"


def test_a_renamed_unit_is_asked_about():
    found = match("汉阴县交通运输局", LAST)
    assert found.name is None
    assert found.likely[0] == "汉阴县交通局"


def test_a_name_with_and_without_its_place_is_asked_about():
    assert "城关镇人民政府" in match("汉阴县城关镇人民政府", LAST).likely


@pytest.mark.parametrize("unit", ["", "平利县税务所", "汉阴县医院", "某委员会"])
def test_what_resembles_nothing_is_not_asked_about(unit):
    found = match(unit, LAST)
    assert found.name is None and not found.likely


def test_a_unit_of_another_place_is_not_asked_about():
    assert match("云岭县乡村振兴局", ["清河县乡村振兴局", "云岭县扶贫开发局"]).likely == ()
    assert match("石桥镇人民政府", ["石门镇人民政府"]).likely == ()


def test_a_place_that_changed_its_rank_is_asked_about():
    assert match("洪泽区交通运输局", ["洪泽县交通运输局"]).likely
    assert match("石桥街道办事处", ["石桥镇人民政府", "石门镇人民政府"]).likely == ("石桥镇人民政府",)
