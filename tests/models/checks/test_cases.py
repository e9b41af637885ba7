"""Every check of the register, on reports that a clerk can read: one that it finds fault with, one that it does not."""

from __future__ import annotations

import pytest

from models.checks import CHECKS
from tests.models.checks.cases import Case, cases

ALL = list(cases())


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_check_fires_where_it_should_and_only_there(case: Case) -> None:
    found = case.found()
    assert bool(found) is case.fires, [finding.message for finding in found]
    for words in case.said:
        assert any(words in finding.message for finding in found), [finding.message for finding in found]
    if case.severity:
        assert {finding.severity.word for finding in found} == {case.severity}
    if case.fix:
        assert case.fix in [finding.fix for finding in found], [finding.fix for finding in found]


@pytest.mark.parametrize("code", CHECKS)
def test_every_check_has_a_firing_and_a_silent_case(code: str) -> None:
    assert {case.fires for case in ALL if case.code == code} == {True, False}


@pytest.mark.parametrize("code", CHECKS)
def test_every_check_says_what_it_finds_and_on_what_it_rests(code: str) -> None:
    entry = CHECKS[code]
    assert entry.title and entry.basis and entry.template.endswith("。")
    assert (entry.run.__doc__ or "").strip()


@pytest.mark.parametrize("case", [case for case in ALL if case.fires], ids=lambda case: case.name)
def test_words_that_a_finding_points_at_lie_in_the_text(case: Case) -> None:
    for finding in case.found():
        for span in finding.spans:
            assert 0 <= span.start < span.end <= len(str(case.report[span.text]))
