"""主管单位: the window on a ledger."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester

from office import ledger, roster
from office.states import State
from tests.office.collection import LATER, figures, put, report
from tests.office.here import hand_in, office, take, unit
from ui.office import jobs
from ui.office.office_window import COMPARE, PROGRESS, SUMS, WAITING, OfficeWindow
from ui.office.units_model import UnitsModel

A, B, C = (f"云岭县{name}局" for name in ("教育", "民政", "财政"))
ZONE = "东山新区"


@pytest.fixture
def path(tmp_path):
    """A county with a false total, a missing unit, a lower node and a file that is nobody's."""
    (tmp_path / "册").mkdir()
    with office(tmp_path / "册", [unit(A), unit(B), unit(C), unit(ZONE), unit(f"{ZONE}建设局", ZONE)]) as made:
        hand_in(tmp_path / "收", A, 1)
        put(report(B, {**figures(2), "t3.granted.total": 9999}), tmp_path / "收" / f"{B}.gkbg")
        hand_in(tmp_path / "收", f"{ZONE}建设局", 3)
        hand_in(tmp_path / "收", "云岭县财税局", 4, file="改名.gkbg")
        take(made, tmp_path / "收")
        return made.path


@pytest.fixture
def opened():
    return []


@pytest.fixture
def window(qtbot, path, opened):
    made = OfficeWindow(lambda *what: opened.append(what), lambda: None)
    qtbot.addWidget(made)
    made.show()
    jobs.open_ledger(made, path)
    return made


def names(window):
    return [window.units.shown.index(row, 0).data() for row in range(window.units.shown.rowCount())]


def select(window, name):
    window.units.table.selectRow(names(window).index(name))


def test_the_gravest_unit_comes_first_and_the_tree_counts(window):
    assert names(window) == [B, C, A, f"{ZONE}建设局"]
    top = window.tree.topLevelItem(0)
    assert (top.text(0), top.text(1)) == ("云岭县", "3/4")
    assert (top.child(0).text(0), top.child(0).text(1)) == (ZONE, "1/1")
    assert "应报4，已收3" in window.summary.text()


def test_a_node_shows_its_own_units(window):
    window.tree.setCurrentItem(window.tree.topLevelItem(0).child(0))
    assert names(window) == [f"{ZONE}建设局"]
    assert "应报1，已收1" in window.summary.text()


def test_searched_and_filtered(window):
    window.units.search.setText("教育")
    assert names(window) == [A]
    window.units.search.clear()
    window.units.states.setCurrentText(State.MISSING.word)
    assert names(window) == [C]


def test_the_right_side_tells_findings_versions_and_what_changed(window, tmp_path):
    select(window, B)
    assert "9999" in window.details.toPlainText()
    take(window.writer, hand_in(tmp_path, A, 1, file="改.gkbg").parent / "无")
    changed = report(A, {**figures(1), "t2.penalty.decisions": 777}, seed=1)
    take(window.writer, put(changed, tmp_path / "改.gkbg", LATER))
    window.refresh()
    select(window, A)
    said = window.details.toPlainText()
    assert "版本（2）" in said and "（为准）" in said and "→ 777" in said


def test_a_double_click_opens_the_report_at_hand(window, opened, qtbot):
    select(window, B)
    index = window.units.table.currentIndex()
    where = window.units.table.visualRect(index).center()
    qtbot.mouseClick(window.units.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(window.units.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    ((shown, last, words),) = opened
    assert (shown.unit, shown.get("t3.granted.total"), last) == (B, 9999, None)
    assert B in words


def test_the_right_button_passes_returns_and_excuses(window):
    for name, state in ((A, State.PASSED), (B, State.RETURNED), (C, State.EXCUSED)):
        select(window, name)
        words = {State.RETURNED: "退回"}.get(state, state.word)
        next(each for each in window.units.menu().actions() if each.text() == words).trigger()
    with ledger.read(window.view.path) as again:
        kept = {each.name: each.decision for each in roster.load(again).units.values()}
    assert (kept[A], kept[B], kept[C]) == ("passed", "returned", "excused")
    assert "通过1" in window.summary.text()


def test_a_file_that_is_nobodys_is_assigned(window, qtbot):
    assert window.tabs.tabText(WAITING) == "对不上（1）"
    waiting = window.waiting.item(0).data(Qt.ItemDataRole.UserRole)
    jobs.assign(window, waiting, C)
    qtbot.waitUntil(lambda: window.work is None, timeout=30_000)
    assert window.tabs.tabText(WAITING) == "对不上"
    assert "未报0" in window.summary.text() and "收为" in window.said.text()


def test_a_click_on_a_sum_lists_the_units_behind_it(window, qtbot):
    window.tabs.setCurrentIndex(SUMS)
    grid = window.sum_page.tables.widget(1)
    window.sum_page.tables.setCurrentIndex(1)
    cell = "t3.new.natural"
    row, column = next(
        (r, c)
        for r in range(grid.rowCount())
        for c in range(grid.columnCount())
        if grid.item(r, c) and grid.item(r, c).data(Qt.ItemDataRole.UserRole) == cell
    )
    total = sum(figures(seed)[cell] for seed in (1, 2, 3))
    assert grid.item(row, column).text() == str(total)
    grid.setCurrentCell(row, column)
    said = window.details.toPlainText()
    assert str(total) in said and A in said and f"{A}.gkbg" in said
    window.sum_page.scope.setCurrentIndex(1)
    assert grid.item(row, column).text() == str(sum(figures(seed)[cell] for seed in (1, 2)))


def test_bars_and_dots_say_what_they_show(window):
    window.tabs.setCurrentIndex(PROGRESS)
    assert [(each.name, each.expected, each.on_time) for each in window.progress_page.bars.progress] == [
        ("云岭县", 4, 3),
        (ZONE, 1, 1),
    ]
    assert "云岭县已收3/4" in window.progress_page.bars.accessibleName()
    assert "3个单位的分布" in window.progress_page.dots.accessibleName()
    assert not window.grab().isNull()


def test_the_governments_report_beside_the_sum(window, tmp_path):
    window.tabs.setCurrentIndex(COMPARE)
    assert "还没有政府自己的报告" in window.compare_page.line.text()
    cells = {id: figures(1)[id] + figures(3)[id] for id in figures(1)}
    window.compare_page.use(put(report("云岭县人民政府", cells), tmp_path / "政府.gkbg"))
    gaps = window.compare_page.gaps
    assert gaps.rowCount() > 0
    assert all(B in gaps.item(row, 4).text() for row in range(gaps.rowCount()))
    gaps.setCurrentCell(0, 0)
    assert B in window.details.toPlainText()


def test_files_are_taken_with_progress_and_can_be_stopped(window, qtbot, tmp_path):
    (tmp_path / "又").mkdir()
    hand_in(tmp_path / "又", C, 5)
    jobs.take(window, [tmp_path / "又"])
    assert not window.take_button.isEnabled() and window.cancel.isVisible()
    qtbot.waitUntil(lambda: window.work is None, timeout=60_000)
    assert "新收1份" in window.said.text()
    assert window.take_button.isEnabled() and not window.cancel.isVisible()


def test_a_watched_folder_is_taken_by_itself(window, qtbot, tmp_path):
    (tmp_path / "信箱").mkdir()
    window.watch(tmp_path / "信箱")
    qtbot.waitUntil(lambda: window.work is None, timeout=60_000)
    hand_in(tmp_path / "信箱", C, 5)
    qtbot.waitUntil(lambda: window.tree.topLevelItem(0).text(1) == "4/4", timeout=60_000)
    window.watch(None)


def test_a_ledger_that_another_process_has_is_looked_at_only_and_follows_it(qtbot, path, opened, tmp_path):
    with ledger.write(path) as other:
        window = OfficeWindow(lambda *what: opened.append(what), lambda: None)
        qtbot.addWidget(window)
        window.show()
        jobs.open_ledger(window, path)
        assert "（只读）" in window.windowTitle() and "只能查看" in window.said.text()
        assert not window.take_button.isEnabled()
        take(other, hand_in(tmp_path, C, 5))
        qtbot.waitUntil(lambda: window.tree.topLevelItem(0).text(1) == "4/4", timeout=10_000)
        window.close()


def test_a_ledger_is_made_from_a_register(qtbot, tmp_path, opened):
    from tests.ui.verbs.test_office import register

    register(tmp_path / "名册.xlsx")
    window = OfficeWindow(lambda *what: opened.append(what), lambda: None)
    qtbot.addWidget(window)
    window.show()
    jobs.make_ledger(window, tmp_path / "名册.xlsx", tmp_path / "新.gkhz", 2025)
    assert "应报3，已收0" in window.summary.text()
    jobs.make_ledger(window, tmp_path / "名册.xlsx", tmp_path / "新.gkhz", 2025)
    assert "已经存在" in window.said.text()


def test_what_goes_out_is_written_off_the_gui_thread(window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "汇总.xlsx"), ""))
    next(each for each in jobs.out_menu(window).actions() if each.text().startswith("汇总表")).trigger()
    qtbot.waitUntil(lambda: window.work is None, timeout=60_000)
    assert (tmp_path / "汇总.xlsx").is_file() and "已写入" in window.said.text()


def test_the_model_of_the_units_is_sound(qtmodeltester: ModelTester, path):
    from office import status

    model = UnitsModel()
    with ledger.read(path) as read:
        model.show(status.of(read).standings)
    qtmodeltester.check(model)


def test_a_damaged_ledger_is_said_in_the_window(window, tmp_path):
    (tmp_path / "坏.gkhz").write_bytes(b"no")
    jobs.open_ledger(window, tmp_path / "坏.gkhz")
    assert window.said.text().startswith("✕") and "坏.gkhz" in window.said.text()
