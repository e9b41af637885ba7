"""What the window on a ledger asks for and starts: opening, making, taking, writing out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu

from models.errors import UserError
from models.storage.atomic import write_whole
from office import answers, ledger, roster, roster_file, sums, taking
from office.errors import ReadOnlyError
from office.ledger import SUFFIX
from office.status import Waiting
from ui.toolkit.actions import action, toggle

if TYPE_CHECKING:
    from ui.office.office_window import OfficeWindow

_LEDGERS = f"汇总册 (*{SUFFIX})"


def ask_open(window: OfficeWindow) -> None:
    name, _ = QFileDialog.getOpenFileName(window, "打开汇总册", "", _LEDGERS)
    if name:
        open_ledger(window, Path(name))


def open_ledger(window: OfficeWindow, path: Path) -> None:
    """Show a ledger; where another process writes it, to look at only."""
    window.release()
    said = ""
    writer = None
    try:
        try:
            writer = ledger.write(path)
        except ReadOnlyError as error:
            said = str(error)
        window.use(ledger.read(path), writer, said)
    except UserError as error:
        if writer is not None:
            writer.close()
        window.say(f"✕ {error}")


def ask_new(window: OfficeWindow) -> None:
    source, _ = QFileDialog.getOpenFileName(window, "名册", "", "名册 (*.xlsx *.xls *.ods)")
    if not source:
        return
    year, chosen = QInputDialog.getInt(window, "新建册", "报告的年度：", date.today().year - 1, 2008, 2100)
    name, _ = QFileDialog.getSaveFileName(window, "新建汇总册", str(Path(source).with_suffix(SUFFIX)), _LEDGERS)
    if chosen and name:
        path = Path(name)
        make_ledger(
            window, Path(source), path if path.suffix == SUFFIX else path.with_name(f"{path.name}{SUFFIX}"), year
        )


def make_ledger(window: OfficeWindow, source: Path, path: Path, year: int) -> None:
    """Make a ledger from a register and show it."""
    try:
        entries, heads = roster_file.read(source, year)
        with ledger.make(path, year) as made:
            try:
                roster.save(made, entries, heads)
            except UserError:
                made.close()
                path.unlink(missing_ok=True)
                raise
    except UserError as error:
        window.say(f"✕ {error}")
        return
    open_ledger(window, path)


def take_menu(window: OfficeWindow) -> QMenu:
    menu = QMenu(window)
    menu.addAction(action(menu, "文件…", lambda: _take_files(window)))
    menu.addAction(action(menu, "文件夹…", lambda: _take_folder(window)))
    menu.addAction(action(menu, "去年各单位的报告（文件夹）…", lambda: _take_last(window)))
    menu.addAction(action(menu, "下级的册…", lambda: _merge(window)))
    menu.addSeparator()
    watched = toggle(menu, "自动收一个文件夹…", on=window.watched is not None)
    watched.triggered.connect(lambda on: _watch(window, bool(on)))
    menu.addAction(watched)
    return menu


def out_menu(window: OfficeWindow) -> QMenu:
    from office.output import data, notice, papers, workbook

    menu = QMenu(window)

    def add(words: str, act: Callable[[], object], *, writes: bool = False) -> None:
        made = action(menu, words, act)
        made.setEnabled(not writes or window.writer is not None)
        menu.addAction(made)

    def view_papers(folder: Path) -> str:
        assert window.view is not None
        return f"写出{len(papers.remind(window.view, folder, window.node))}份催报单，在“{folder}”。"

    def send_back(folder: Path) -> str:
        assert window.writer is not None
        written = papers.send_back(window.writer, folder, window.node)
        return f"写出{len(written)}份退回单，在“{folder}”；这些单位已记为退回。"

    def write_data(folder: Path) -> str:
        assert window.view is not None
        return f"写出{len(data.write(window.view, folder, window.node))}项数据，在“{folder}”。"

    def bytes_of(make: Callable[[ledger.Ledger, str], bytes]) -> Callable[[], bytes]:
        def made() -> bytes:
            assert window.view is not None
            return make(window.view, window.node)

        return made

    add("汇总表（Excel）…", lambda: _to_file(window, "汇总表.xlsx", bytes_of(workbook.make)))
    add("报告草稿（.gkbg）…", lambda: _to_file(window, "报告草稿.gkbg", bytes_of(_draft)))
    add("退回单（Word，一个单位一份）…", lambda: _to_folder(window, "退回单", send_back), writes=True)
    add("催报单（Word，一个单位一份）…", lambda: _to_folder(window, "催报单", view_papers))
    add("通报（Word）…", lambda: _to_file(window, "通报.docx", bytes_of(notice.make)))
    add(
        "名册（Excel）…",
        lambda: _to_file(window, "名册.xlsx", bytes_of(lambda opened, _node: roster_file.write(opened))),
    )
    add("全部数据（CSV）…", lambda: _to_folder(window, "数据", write_data))
    return menu


def _draft(opened: ledger.Ledger, node: str) -> bytes:
    from models.storage.codec import encode
    from office.draft import draft

    return encode(draft(opened, sums.add_up(opened, sums.basis_of(opened, node))))


def _to_file(window: OfficeWindow, usual: str, make: Callable[[], bytes]) -> None:
    name, _ = QFileDialog.getSaveFileName(window, "写出", usual)
    if name:
        write_file(window, Path(name), make)


def write_file(window: OfficeWindow, path: Path, make: Callable[[], bytes]) -> None:
    """Write something of the ledger to a file, off this thread."""

    def task(_progress: object) -> str:
        write_whole(path, make())
        return f"已写入“{path}”。"

    window.run("正在写出…", task, str)


def _to_folder(window: OfficeWindow, usual: str, write: Callable[[Path], str]) -> None:
    name = QFileDialog.getExistingDirectory(window, f"{usual}写到哪个文件夹")
    if name:
        window.run("正在写出…", lambda _progress: write(Path(name)), str)


def take(window: OfficeWindow, paths: Sequence[Path], before: Path | None = None) -> None:
    """Take files and folders into the ledger, off this thread."""
    writer = window.writer
    if writer is not None:
        window.run(
            "正在收报告…",
            lambda progress: taking.take(writer, paths, before=before, progress=progress),
            window.said_of,
        )


def dropped(window: OfficeWindow, paths: Sequence[Path]) -> None:
    """A ledger is opened, anything else is taken."""
    if len(paths) == 1 and paths[0].suffix.lower() == SUFFIX:
        open_ledger(window, paths[0])
    elif window.writer is not None:
        take(window, paths)
    else:
        window.say("请先打开或新建汇总册，再把报告拖进来。")


def _take_files(window: OfficeWindow) -> None:
    names, _ = QFileDialog.getOpenFileNames(window, "收报告：文件、压缩文件、邮件")
    if names:
        take(window, [Path(name) for name in names])


def _take_folder(window: OfficeWindow) -> None:
    name = QFileDialog.getExistingDirectory(window, "放报告的文件夹")
    if name:
        take(window, [Path(name)])


def _take_last(window: OfficeWindow) -> None:
    name = QFileDialog.getExistingDirectory(window, "放去年各单位报告的文件夹")
    if name:
        take(window, [], Path(name))


def _watch(window: OfficeWindow, on: bool) -> None:
    name = QFileDialog.getExistingDirectory(window, "自动收哪个文件夹") if on else ""
    window.watch(Path(name) if name else None)


def _merge(window: OfficeWindow) -> None:
    names, _ = QFileDialog.getOpenFileNames(window, "下级的册", "", _LEDGERS)
    writer = window.writer
    if not names or writer is None:
        return

    def task(_progress: object) -> str:
        from office.merging import merge

        merged = [merge(writer, Path(name)) for name in names]
        return "；".join(f"“{each.node}”并入{each.reports}份" for each in merged) + "。"

    window.run("正在并入下级的册…", task, str)


def ask_unit(window: OfficeWindow, waiting: Waiting) -> None:
    """Ask whose report a waiting file is, the likely units first."""
    assert window.writer is not None
    from models.units import match

    names = [unit.name for unit in roster.load(window.writer).units.values() if unit.parent is not None]
    likely = list(match(waiting.name, names).likely) if waiting.name else []
    choices = [*likely, *(name for name in names if name not in likely)]
    name, chosen = QInputDialog.getItem(window, "指定为某单位", f"“{waiting.file}”是哪个单位的？", choices, 0, True)
    if chosen and name:
        assign(window, waiting, name)


def assign(window: OfficeWindow, waiting: Waiting, name: str) -> None:
    """Answer whose report a waiting file is."""
    writer = window.writer
    assert writer is not None
    window.run(
        "正在收入…",
        lambda _progress: answers.assign(writer, waiting.file, roster.load(writer).named(name)),
        str,
    )
