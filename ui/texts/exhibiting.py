"""What a person does with pictures and small tables in an editor: put in, change, take out, copy, paste."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFileDialog, QMenu

from models.exhibits import (
    ANCHOR,
    MAX_BYTES,
    Exhibit,
    edit_of,
    exhibit_of,
    keys_in,
    new_keys,
    placed,
    removal_of,
    room_left,
    taken_out,
)
from models.findings import Severity
from models.report import EXHIBIT, PICTURE
from models.values import Value
from ui.texts import chips
from ui.texts.exhibits import ExhibitDialog, ExhibitObject, kept_bytes, png_of
from ui.texts.flat import OBJECT, PICTURED

if TYPE_CHECKING:
    from ui.texts.editor import ProseEditor

COPIED = "application/x-gkbg-exhibits"
"""The clipboard kind that keeps what anchors in the copied text stand for."""
_FILES = "图片 (*.png *.jpg *.jpeg *.bmp *.gif *.webp);;所有文件 (*)"


class Exhibits:
    """The pictures and tables of one editor."""

    def __init__(self, editor: ProseEditor) -> None:
        self._editor = editor
        self._carried: dict[str, Value] = {}
        editor.document().documentLayout().registerHandler(chips.EXHIBIT, ExhibitObject(self._find, editor))

    def _find(self, key: str) -> Exhibit | None:
        return exhibit_of(self._editor.session.report, key)

    # into the text and out of it

    def follow(self, ids: frozenset[str]) -> None:
        """Draw anew what has changed."""
        if any(id.startswith((f"{EXHIBIT}.", f"{PICTURE}.")) for id in ids):
            chips.refresh(self._editor.document())

    def format_blocks(self) -> None:
        """A picture or table stands at the edge, on a line as high as it is."""
        format = QTextBlockFormat()
        format.setTextIndent(0)
        format.setLineHeight(100, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
        document = self._editor.document()
        block = document.begin()
        while block.isValid():
            if block.text() == OBJECT and chips.chip_at(document, block.position()).startswith(PICTURED):
                QTextCursor(block).mergeBlockFormat(format)
            block = block.next()

    def insert_picture(self) -> None:
        """Ask for a file and what to say of it, and put it at the cursor."""
        path, _ = QFileDialog.getOpenFileName(self._editor, "插入图片", "", _FILES)
        if path:
            self.insert_file(Path(path))

    def insert_file(self, path: Path) -> None:
        """Put the picture in a file at the cursor, after asking what to say of it."""
        try:
            data = path.read_bytes() if path.stat().st_size <= 20 * MAX_BYTES else b""
        except OSError:
            data = b""
        self._ask(Exhibit(data=kept_bytes(data)), path.name)

    def insert_table(self) -> None:
        """Ask for a small table and put it at the cursor."""
        self._put(ExhibitDialog(Exhibit(), self._editor))

    def paste(self, source: QMimeData) -> None:
        """Put a copied picture at the cursor, after asking what to say of it."""
        image = source.imageData()
        self._ask(Exhibit(data=png_of(image) if isinstance(image, QImage) else b""), "剪贴板里的图片")

    def _ask(self, exhibit: Exhibit, name: str) -> None:
        session = self._editor.session
        if not exhibit.data:
            session.say(f"“{name}”不是能插入的图片。", Severity.WARNING, "请用 PNG 或 JPEG 图片。")
        elif len(exhibit.data) > (room := room_left(session.report)):
            left = f"还能放{max(room, 0) / 1024 / 1024:.1f}MB"
            session.say(
                f"“{name}”有{len(exhibit.data) / 1024 / 1024:.1f}MB，放不下：一份报告的图片一共不超过5MB，{left}。",
                Severity.WARNING,
                "请先把图片缩小或压缩。",
            )
        else:
            self._put(ExhibitDialog(exhibit, self._editor))

    def _put(self, dialog: ExhibitDialog) -> None:
        editor = self._editor
        if editor.isReadOnly() or dialog.exec() != ExhibitDialog.DialogCode.Accepted:
            return
        exhibit = dialog.exhibit
        self.put(exhibit)

    def put(self, exhibit: Exhibit) -> None:
        """Put an exhibit at the cursor, on a line of its own, as one step."""
        editor, session = self._editor, self._editor.session
        key = next(new_keys(session.report))
        at = editor.flat.in_stored(editor.textCursor().position())
        text = placed(session.report.text(editor.text_id), at, key)
        session.edit({editor.text_id: text, **edit_of(key, exhibit)}, f"插入{exhibit.kind}")
        cursor = editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        editor.setTextCursor(cursor)

    def change(self, key: str) -> None:
        """Ask anew what stands beside it."""
        exhibit = self._find(key)
        if exhibit is None:
            return
        dialog = ExhibitDialog(exhibit, self._editor)
        if dialog.exec() == ExhibitDialog.DialogCode.Accepted:
            self._editor.session.edit(edit_of(key, dialog.exhibit), f"修改{exhibit.kind}")

    def remove(self, key: str) -> None:
        """Take it out of the text, as one step."""
        editor, session = self._editor, self._editor.session
        text = taken_out(session.report.text(editor.text_id), key)
        session.edit({editor.text_id: text or None}, "删除图表")

    def put_into(self, menu: QMenu, at: str) -> None:
        """What can be done here; ``at`` is what the menu was opened on."""
        writable = not self._editor.isReadOnly()
        for name, act in (("插入图片…", self.insert_picture), ("插入小表格…", self.insert_table)):
            menu.addAction(name, act).setEnabled(writable)
        if at.startswith(PICTURED):
            key = at.removeprefix(PICTURED)
            menu.addSeparator()
            menu.addAction("图题、说明和宽度…", lambda: self.change(key)).setEnabled(writable)
            menu.addAction("删除这个图表", lambda: self.remove(key)).setEnabled(writable)

    def said_of(self, at: str) -> str:
        """What is told of an exhibit under the pointer."""
        exhibit = self._find(at.removeprefix(PICTURED)) if at.startswith(PICTURED) else None
        return f"{exhibit.kind}：{exhibit.described}" if exhibit else ""

    # clipboard

    def copy_into(self, mime: QMimeData, stored: str) -> None:
        """Put what the anchors in a copied text stand for beside it."""
        values = self._editor.session.report.values
        held = {id: values[id] for key in keys_in(stored) for id in removal_of(key) if id in values}
        if held:
            mime.setData(COPIED, json.dumps(held).encode())

    def carried(self, source: QMimeData, stored: str) -> str:
        """A pasted text; what its anchors stand for is kept for the step that puts it in, under new keys where need be."""
        report = self._editor.session.report
        try:
            held = json.loads(bytes(source.data(COPIED).data()) or b"{}")
        except ValueError:
            held = {}
        keys = new_keys(report)
        self._carried = {}

        def renamed(key: str) -> str:
            if f"exhibit.{key}" in report.values:
                return key
            values = {id: held.get(id) for id in removal_of(key)} if isinstance(held, dict) else {}
            if not all(isinstance(value, str | None) for value in values.values()) or not any(values.values()):
                return ""
            new = next(keys)
            self._carried |= {f"{id.partition('.')[0]}.{new}": value for id, value in values.items() if value}
            return new

        return ANCHOR.sub(lambda match: f"⟦图:{new}⟧" if (new := renamed(match[1])) else "", stored)

    def take_carried(self) -> dict[str, Value]:
        """What the next step of the history brings with it."""
        carried, self._carried = self._carried, {}
        return carried
