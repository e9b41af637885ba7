"""What the words of a register mean in the form."""

from __future__ import annotations

import pytest

from importers.register.vocabulary import NAMES, Kind, targets_of
from models.form import Role
from models.forms import FORMS, LATEST
from models.labels import normal

NOW = targets_of("2021")
COLUMNS = {cell.column for cell in LATEST.by_role(Role.APPLICATIONS)}


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("自然人", "natural"),
        ("公民", "natural"),
        ("商业企业", "business"),
        ("公司", "business"),
        ("律所", "legal"),
        ("法律服务 机构", "legal"),
        ("科研机构", "research"),
        ("社会组织", "nonprofit"),
        ("法人或其他组织（商业企业）", "business"),
    ],
)
def test_kinds_of_applicant(written: str, target: str) -> None:
    assert NOW.meaning(Kind.APPLICANT, written).target == target


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("予以公开", "granted"),
        ("（一）予以公开", "granted"),
        ("已主动公开告知", "granted"),
        ("部分公开", "partial"),
        ("不存在", "unable.not_held"),
        ("本机关不掌握相关政府信息", "unable.not_held"),
        ("属于国家秘密，不予公开", "denied.secret"),
        ("不予公开-过程性信息", "denied.process"),
        ("部分公开（涉及个人隐私）", "partial"),
        ("信访举报投诉类申请", "rejected.petition"),
        ("重复申请", "rejected.repeat"),
        ("撤回申请", "other.other"),
        ("逾期不补正", "other.no_correction"),
        ("办理中", "carried_out"),
        ("属于行政执法案券", "denied.case_file"),
    ],
)
def test_outcomes(written: str, target: str) -> None:
    assert NOW.meaning(Kind.OUTCOME, written).target == target


@pytest.mark.parametrize(
    "written", ["转其他部门", "不予公开", "其他处理", "无法提供", "不存在，告知获取途径公开网址", "是", "2024"]
)
def test_what_is_not_certain_is_asked(written: str) -> None:
    assert NOW.meaning(Kind.OUTCOME, written).target is None


def test_a_negated_wording_is_not_its_opposite() -> None:
    assert NOW.meaning(Kind.OUTCOME, "经研究不予以公开").target is None
    assert NOW.meaning(Kind.OUTCOME, "不同意公开").target is None


def test_a_second_column_settles_what_the_first_leaves_open() -> None:
    assert NOW.meaning(Kind.OUTCOME, "不予公开", "涉及国家秘密").target == "denied.secret"
    assert NOW.meaning(Kind.APPLICANT, "法人或其他组织", "律师事务所").target == "legal"
    assert NOW.meaning(Kind.OUTCOME, "予以公开", "国家秘密").target == "granted"
    assert NOW.meaning(Kind.OUTCOME, "不予公开", "信息不存在").target is None


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("维持", "upheld"),
        ("驳回", "upheld"),
        ("确认违法", "corrected"),
        ("撤诉", "other"),
        ("审理中", "pending"),
        ("无", ""),
    ],
)
def test_results_of_cases(written: str, target: str) -> None:
    assert NOW.meaning(Kind.CASE, written).target == target


def test_the_targets_are_those_of_the_form() -> None:
    assert len(NOW.applicants) == 6 and len(NOW.results) == 21
    assert (NOW.new, NOW.carried_in, NOW.concluded, NOW.carried_out) == ("new", "carried_in", "total", "carried_out")
    assert list(NOW.cases) == ["upheld", "corrected", "other", "pending"]
    assert NOW.application("new", "legal") == "t3.new.legal" and NOW.case(Role.DIRECT, "upheld") == "t4.direct.upheld"
    assert NOW.case(Role.DIRECT, "settled") is None


def test_in_the_form_of_2019_other_outcomes_share_one_row() -> None:
    old = targets_of("2019")
    for written in ("撤回申请", "逾期不补正", "其他处理"):
        assert old.meaning(Kind.OUTCOME, written).target == "other"


@pytest.mark.parametrize("form", FORMS)
def test_every_wording_leads_to_one_target_of_the_form(form: str) -> None:
    targets = targets_of(form)
    for kind in Kind:
        for word, target in targets._words[kind].items():
            assert target in targets.options[kind]
            assert word == normal(word) and targets.meaning(kind, word).target == target


@pytest.mark.parametrize("form", FORMS)
def test_the_labels_of_the_form_mean_themselves(form: str) -> None:
    targets = targets_of(form)
    for kind, keys in ((Kind.APPLICANT, targets.applicants), (Kind.OUTCOME, targets.results)):
        for key, name in keys.items():
            last = name.split(" ", 1)[-1]
            assert targets.meaning(kind, last).target == key


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("张三", "natural"),
        ("某某律师事务所", "legal"),
        ("某某有限公司", "business"),
        ("某大学", "research"),
        ("某慈善基金会", "nonprofit"),
        ("某村委会", "other"),
        ("John Smith and Sons", None),
    ],
)
def test_a_name_tells_the_kind_of_applicant(name: str, target: str | None) -> None:
    assert NOW.of_name(name) == target
    assert {role for role, _ in NAMES} == {leaf.node.role for leaf in COLUMNS if not leaf.node.total}
