"""What kind of body a name is: a case for each line of the table, and what follows for those who ask."""

from __future__ import annotations

from datetime import date

import pytest

from models.checks.authority import cannot_make
from models.deadline import deadline
from models.organ import ENDINGS, PLACES, Kind, Level, Organ, named
from models.organ import _ending as ending_of
from models.prose.lexicon.bodies import kind_of
from models.report import Report

# fmt: off
CASES = (
    # name                                       level            kind             place
    ("石桥镇人民政府",                           Level.TOWNSHIP,  Kind.GOVERNMENT, "石桥镇"),
    ("云岭县石桥镇政府",                         Level.TOWNSHIP,  Kind.GOVERNMENT, "云岭县石桥镇"),
    ("云岭县白马民族乡人民政府",                 Level.TOWNSHIP,  Kind.GOVERNMENT, "云岭县白马民族乡"),
    ("巴彦苏木人民政府",                         Level.TOWNSHIP,  Kind.GOVERNMENT, "巴彦苏木"),
    ("望江街道办事处",                           Level.TOWNSHIP,  Kind.STREET,     "望江街道"),
    ("东湖街道",                                 Level.TOWNSHIP,  Kind.STREET,     "东湖街道"),
    ("云岭县人民政府望江街道办事处",             Level.TOWNSHIP,  Kind.STREET,     "云岭县望江街道"),
    ("云岭县石桥镇党政综合办公室",               Level.TOWNSHIP,  Kind.OFFICE,     "云岭县石桥镇"),
    ("石桥镇人民政府办公室",                     Level.TOWNSHIP,  Kind.OFFICE,     "石桥镇"),
    ("国务院办公厅",                             Level.STATE,     Kind.OFFICE,     ""),
    ("上海市人民政府办公厅",                     Level.PROVINCE,  Kind.OFFICE,     "上海市"),
    ("云岭县人民政府办公室",                     Level.COUNTY,    Kind.OFFICE,     "云岭县"),
    ("县政府办",                                 Level.COUNTY,    Kind.OFFICE,     ""),
    ("云岭县府办",                               Level.COUNTY,    Kind.OFFICE,     "云岭县"),
    ("陕西省人民政府",                           Level.PROVINCE,  Kind.GOVERNMENT, "陕西省"),
    ("广西壮族自治区人民政府",                   Level.PROVINCE,  Kind.GOVERNMENT, "广西壮族自治区"),
    ("恩施土家族苗族自治州人民政府",             Level.CITY,      Kind.GOVERNMENT, "恩施土家族苗族自治州"),
    ("恩施土家族苗族自治州恩施市人民政府",       Level.COUNTY,    Kind.GOVERNMENT, "恩施土家族苗族自治州恩施市"),
    ("大兴安岭地区行政公署",                     Level.CITY,      Kind.GOVERNMENT, "大兴安岭地区"),
    ("景德镇市人民政府",                         Level.CITY,      Kind.GOVERNMENT, "景德镇市"),
    ("广州市天河区人民政府",                     Level.COUNTY,    Kind.GOVERNMENT, "广州市天河区"),
    ("道真仡佬族苗族自治县人民政府",             Level.COUNTY,    Kind.GOVERNMENT, "道真仡佬族苗族自治县"),
    ("襄阳高新技术产业开发区管理委员会",         Level.UNKNOWN,   Kind.ZONE,       ""),
    ("东澜市经济开发区管委会",                   Level.CITY,      Kind.ZONE,       "东澜市"),
    ("东澜市经济技术开发区",                     Level.CITY,      Kind.ZONE,       "东澜市"),
    ("云岭县第一中学",                           Level.COUNTY,    Kind.OTHER,      "云岭县"),
    ("云岭县人民医院",                           Level.COUNTY,    Kind.OTHER,      "云岭县"),
    ("云岭县自来水公司",                         Level.COUNTY,    Kind.OTHER,      "云岭县"),
    ("云岭县国有资产监督管理委员会",             Level.COUNTY,    Kind.DEPARTMENT, "云岭县"),
    ("东澜市城市管理委员会",                     Level.CITY,      Kind.DEPARTMENT, "东澜市"),
    ("云岭县财政局办公室",                       Level.COUNTY,    Kind.DEPARTMENT, "云岭县"),
    ("东澜市信访办公室",                         Level.CITY,      Kind.DEPARTMENT, "东澜市"),
    ("云岭县住房和城乡建设局",                   Level.COUNTY,    Kind.DEPARTMENT, "云岭县"),
    ("东澜市市场监督管理局",                     Level.CITY,      Kind.DEPARTMENT, "东澜市"),
    ("云岭县林业局（县绿化办）",                 Level.COUNTY,    Kind.DEPARTMENT, "云岭县"),
    ("国家税务总局云岭县税务局",                 Level.COUNTY,    Kind.DEPARTMENT, "云岭县"),
    ("国家统计局",                               Level.STATE,     Kind.DEPARTMENT, ""),
    ("自然资源部",                               Level.STATE,     Kind.DEPARTMENT, ""),
    ("某某",                                     Level.UNKNOWN,   Kind.UNKNOWN,    ""),
    ("",                                         Level.UNKNOWN,   Kind.UNKNOWN,    ""),
)
# fmt: on


@pytest.mark.parametrize(("name", "level", "kind", "place"), CASES, ids=[case[0] or "no name" for case in CASES])
def test_a_name_tells_its_level_kind_and_place(name: str, level: Level, kind: Kind, place: str) -> None:
    organ = named(name)
    assert (organ.level, organ.kind, organ.place) == (level, kind, place)


def test_every_line_of_the_table_has_a_case() -> None:
    told = [ending_of(name) for name, *_ in CASES]
    assert [ending.ends for ending in ENDINGS if ending not in told] == []
    levels = {level for _, level, _, place in CASES if place}
    assert levels >= {level for _, level in PLACES}


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("云岭县交通运输局", ("局",)),
        ("云岭县卫生健康委员会", ("委",)),
        ("云岭县人民政府", ("县",)),
        ("石桥镇人民政府", ("镇",)),
        ("望江街道办事处", ("街道", "办")),
        ("东澜市信访办公室", ("办",)),
    ],
)
def test_what_it_calls_itself(name: str, own: tuple[str, ...]) -> None:
    assert named(name).own == own


@pytest.mark.parametrize(
    ("name", "superior"),
    [
        ("云岭县交通运输局", "云岭县人民政府"),
        ("淮安市洪泽区人民政府", "淮安市人民政府"),
        ("云岭县石桥镇人民政府", "云岭县人民政府"),
        ("云岭县人民政府办公室", "云岭县人民政府"),
        ("国家税务总局云岭县税务局", ""),
        ("石桥镇人民政府", ""),
    ],
)
def test_whose_it_is(name: str, superior: str) -> None:
    assert named(name).superior == superior


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("云岭县交通运输局", "县交通运输局"),
        ("淮安市洪泽区人民政府", "区政府"),
        ("云岭县人民政府办公室", "县政府办"),
        ("东澜市经济开发区管理委员会", "经济开发区管委会"),
    ],
)
def test_the_short_names_of_a_text_are_its_own(name: str, short: str) -> None:
    assert short in named(name).short_names


def test_what_the_report_states_counts_more_than_the_name() -> None:
    report = Report().apply({"unit": "云岭县政务公开办", "organ": "政府办公厅（室）", "level": "乡级"})
    organ = Organ.of(report)
    assert (organ.kind, organ.level, organ.place) == (Kind.OFFICE, Level.TOWNSHIP, "云岭县")


def test_a_kind_that_nobody_knows_leaves_what_the_name_tells() -> None:
    assert Organ.of(Report().apply({"unit": "云岭县财政局", "organ": "什么"})).kind is Kind.DEPARTMENT


# fmt: off
CONSEQUENCES = (
    # unit                        due        in prose  may not make 规章
    ("东湖街道",                  (1, 31),   1,        "乡级街道办事处"),
    ("云岭县政府办",              (3, 31),   2,        "县级机关"),
    ("巴彦苏木人民政府",          (1, 31),   1,        "乡级机关"),
    ("云岭县财政局办公室",        (1, 31),   3,        "县级部门"),
    ("东澜市经济开发区管委会",    (1, 31),   0,        "开发区的管理机构"),
    ("大兴安岭地区行政公署",      (3, 31),   0,        None),
    ("某某",                      (1, 31),   3,        None),
)
# fmt: on


@pytest.mark.parametrize(("unit", "due", "prose", "makes_none"), CONSEQUENCES)
def test_all_who_ask_hear_the_same(unit: str, due: tuple[int, int], prose: int, makes_none: str | None) -> None:
    report = Report().apply({"unit": unit, "year": 2024})
    found = deadline(report, date(2025, 1, 1))
    assert found is not None and (found.day.month, found.day.day) == due
    assert kind_of(unit) == prose
    assert cannot_make(Organ.of(report)) == makes_none
