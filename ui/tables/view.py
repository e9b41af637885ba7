"""The view of a table: typing goes straight into the cell, keys move as in a spreadsheet, the labels stay put."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemDelegate,
    QAbstractItemView,
    QTableView,
    QWidget,
)

from models.form import Cell
from models.grid import Place
from ui.tables import movement
from ui.tables.body import body_rects, computed_rect, draw_body, place_rect, traced_places
from ui.tables.editor import CellDelegate, CellEditor
from ui.tables.fit import fit
from ui.tables.frozen_heads import Corner, LabelHeader
from ui.tables.model import TableModel
from ui.tables.movement import Way
from ui.tables.painting import Brushes
from ui.tables.shape import Shape, Spot
from ui.toolkit.qt import ranges_of
from ui.toolkit.theme import SMALL_POINTS, TEXT_POINTS, colors

Index = QModelIndex | QPersistentModelIndex
_Key = Qt.Key
_Flag = QItemSelectionModel.SelectionFlag
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ARROWS = {_Key.Key_Up: Way.UP, _Key.Key_Down: Way.DOWN, _Key.Key_Left: Way.LEFT, _Key.Key_Right: Way.RIGHT}


class FormTableView(QTableView):
    """The cells of one table. ``across``: Enter moves along the row, otherwise down the column."""

    cursor_moved = Signal(str)
    """The id of the cell now under the cursor."""
    left_at_end = Signal(bool)
    """Tab was pressed in the last cell (False), or Shift+Tab in the first (True)."""
    take_computed = Signal(str)
    """The computed figure in a cell was clicked: take it in place of the stated one."""
    sizes_changed = Signal()
    """Columns or stubs have other widths."""

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form_model = model
        self.shape_: Shape = model.shape
        self.across = False
        self.opened_by_typing = False
        self.composing = False
        self.user_widths: list[int] = []
        self.traced: frozenset[Place] = frozenset()
        self.brushes = Brushes(colors(), self.font())
        self._rects: dict[Place, QRect] | None = None
        self._anchor: Spot = movement.first(self.shape_)
        self._fitting = False
        self.setObjectName("form")
        self.setAccessibleName(f"{model.shape.table.number}的数字")
        self._set_up_headers()
        self._set_up_behaviour()
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        for place in self.shape_.body:
            row, column = self.shape_.spot(place)
            span = place.colspan + min(column, 0)
            if place.rowspan > 1 or span > 1:
                self.setSpan(row, max(column, 0), place.rowspan, span)
        self.selectionModel().currentChanged.connect(self._current_changed)
        model.session.settle.connect(self.settle)
        self.go(movement.first(self.shape_))

    def _set_up_headers(self) -> None:
        shape = self.shape_
        self.stub_header = LabelHeader(Qt.Orientation.Vertical, shape, self.brushes, self)
        self.head_header = LabelHeader(Qt.Orientation.Horizontal, shape, self.brushes, self)
        self.setVerticalHeader(self.stub_header)
        self.setHorizontalHeader(self.head_header)
        self.stub_header.setVisible(bool(shape.grid.stub_columns))
        self.head_header.setVisible(bool(shape.grid.head_rows))
        self.stub_header.outermost = not shape.grid.head_rows
        self.head_header.outermost = not shape.grid.stub_columns
        self.head_header.sectionResized.connect(self._column_resized)
        self.corner = Corner(shape, self.brushes, self)
        self.setCornerButtonEnabled(False)
        if button := self.findChild(QAbstractButton):
            button.setAccessibleName("左上角")
            button.hide()

    def _set_up_behaviour(self) -> None:
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # the body fills all that it draws
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    @property
    def rects(self) -> dict[Place, QRect]:
        """Where each place stands as long as nothing is scrolled; kept until a size changes."""
        if self._rects is None:
            self._rects = body_rects(self)
        return self._rects

    # where the cursor is

    @property
    def spot(self) -> Spot:
        index = self.currentIndex()
        return self.shape_.origin((index.row(), index.column()))

    @property
    def current_cell(self) -> Cell | None:
        return self.form_model.cell(self.currentIndex())

    def selected_corners(self) -> tuple[Spot, Spot]:
        """Top left and bottom right of the selection; the cursor's spot where nothing is selected."""
        ranges = ranges_of(self.selectionModel().selection())
        if not ranges:
            return self.spot, self.spot
        return (
            (min(r.top() for r in ranges), min(r.left() for r in ranges)),
            (max(r.bottom() for r in ranges), max(r.right() for r in ranges)),
        )

    def selected_cells(self) -> list[str]:
        """The ids of the selected cells in reading order."""
        return list(self.shape_.cells_between(*self.selected_corners()))

    def go(self, spot: Spot, extend: bool = False) -> None:
        """Move the cursor; ``extend`` selects from where the selection began up to here."""
        index = self.form_model.index(*spot)
        selection = self.selectionModel()
        if extend:
            rows, columns = sorted((self._anchor[0], spot[0])), sorted((self._anchor[1], spot[1]))
            corners = (self.form_model.index(rows[i], columns[i]) for i in (0, 1))
            selection.setCurrentIndex(index, _Flag.NoUpdate)
            selection.select(QItemSelection(*corners), _Flag.ClearAndSelect)
        else:
            self._anchor = spot
            selection.setCurrentIndex(index, _Flag.ClearAndSelect)
        self.scrollTo(index)

    def show_cell(self, cell_id: str, edit: bool = True) -> None:
        """Go to a cell and open its editor."""
        self.setFocus()
        self.go(self.shape_.spots[cell_id])
        if edit and not self.form_model.session.read_only:
            self.edit(self.form_model.index_of(cell_id))

    def _current_changed(self, _current: QModelIndex, previous: QModelIndex) -> None:
        spot = self.spot
        traced = traced_places(self.shape_, spot)
        old = self.shape_.place((previous.row(), previous.column())) if previous.isValid() else None
        here = self.shape_.place(spot)
        for place in {*(traced ^ self.traced), old, here}:
            if place is not None:
                self.viewport().update(place_rect(self, place))
        self.traced = traced
        self.stub_header.set_current(spot)
        self.head_header.set_current(spot)
        cell = self.current_cell
        self.cursor_moved.emit(cell.id if cell else "")

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.navigate(event):
            event.accept()
            return
        if self.form_model.session.read_only and event.text().isprintable() and event.text().strip():
            self.form_model.session.say_read_only()
            return
        if event.key() in (_Key.Key_Escape, _Key.Key_PageUp, _Key.Key_PageDown):
            event.ignore()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab moves among the cells; Qt would take it for the focus before it becomes a key press."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & _CTRL
            if plain and event.key() in (_Key.Key_Tab, _Key.Key_Backtab) and self.navigate(event):
                return True
        return super().event(event)

    def navigate(self, event: QKeyEvent) -> bool:
        """Move by this key; False where it does not move."""
        key, shift = event.key(), bool(event.modifiers() & _SHIFT)
        ctrl = bool(event.modifiers() & _CTRL)
        spot, shape = self.spot, self.shape_
        if way := _ARROWS.get(_Key(key)):
            self.go((movement.edge if ctrl else movement.neighbour)(shape, spot, way), shift)
        elif key == _Key.Key_Home:
            self.go(movement.first(shape) if ctrl else movement.edge(shape, spot, Way.LEFT), shift)
        elif key == _Key.Key_End:
            self.go(movement.last(shape) if ctrl else movement.edge(shape, spot, Way.RIGHT), shift)
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            self.go(movement.onward(shape, spot, self.across, shift) or spot)
        elif key in (_Key.Key_Tab, _Key.Key_Backtab):
            back = shift or key == _Key.Key_Backtab
            target = movement.onward(shape, spot, True, back)
            if target is None:
                self.left_at_end.emit(back)
            else:
                self.go(target)
        else:
            return False
        return True

    def leave_editor(self, editor: CellEditor, event: QKeyEvent) -> None:
        """Commit what stands in the editor and move on by the key that ended it."""
        self._take_in(editor)
        self.navigate(event)

    def settle(self) -> None:
        """Take in what is being typed, if something is."""
        if self.state() is QAbstractItemView.State.EditingState and (editor := self.open_editor) is not None:
            self._take_in(editor)

    def begin_anew(self) -> None:
        """Another report stands here: what was being typed belonged to the one before."""
        if (editor := self.open_editor) is not None:
            self._close(editor)
        self.go(movement.first(self.shape_))
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)

    def _take_in(self, editor: CellEditor) -> None:
        self.commitData(editor)
        self._close(editor)
        self.setFocus()

    def _close(self, editor: CellEditor) -> None:
        editor.removeEventFilter(self.itemDelegate())  # which would commit once more when the focus goes
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    @property
    def open_editor(self) -> CellEditor | None:
        """The editor that stands open in the cell of the cursor."""
        editor = self.indexWidget(self.currentIndex())
        return editor if isinstance(editor, CellEditor) else None

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method composes opens the editor, which Qt gives the focus only when that is typed. A character that
        is typed outright (a full-width digit) opens it too, and Qt would drop it."""
        if event.commitString() and self.state() is not QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed, event)
            if (editor := self.open_editor) is not None:
                editor.setText(event.commitString())
            return
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImCursorRectangle)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """The list of candidates stands below the caret of the editor, else where it will be, at the right of the cell."""
        if query is not Qt.InputMethodQuery.ImCursorRectangle:
            return super().inputMethodQuery(query)
        if (editor := self.open_editor) is not None:
            caret = editor.inputMethodQuery(query)
            rect = caret.toRect() if isinstance(caret, QRectF) else QRect(caret)
            return rect.translated(editor.mapTo(self, QPoint()))
        cell = self.visualRect(self.currentIndex()).translated(self.viewport().pos())
        return QRect(cell.right() - 1, cell.top(), 1, cell.height())

    def edit(  # type: ignore[override]  # one method for Qt's two
        self, index: Index, trigger: QAbstractItemView.EditTrigger | None = None, event: QEvent | None = None
    ) -> bool | None:
        if trigger is None:
            self.opened_by_typing = False
            super().edit(index)
            return None
        self.opened_by_typing = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        return super().edit(index, trigger, event)  # type: ignore[arg-type]  # Qt takes no event too

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        cell = self.form_model.cell(index)
        if cell and computed_rect(self, cell.id).contains(event.position().toPoint()):
            self.take_computed.emit(cell.id)
            return
        super().mousePressEvent(event)
        if not event.modifiers() & _SHIFT:
            self._anchor = self.spot

    # sizes and drawing

    def refit(self) -> None:
        """Fit stubs, heads and rows to the view; in a smaller type where all rows fit only then."""
        area = self.contentsRect()
        width, height = area.width() - 1, area.height() - 1
        for points in (TEXT_POINTS, SMALL_POINTS):
            font = self.font()
            font.setPointSizeF(points)
            fitted = fit(self.shape_, QFontMetrics(font), width, height)
            if sum(fitted.heads) + sum(fitted.rows) <= height:
                break
        else:
            width -= self.verticalScrollBar().sizeHint().width()
            fitted = fit(self.shape_, QFontMetrics(font), width, height)
        if font.pointSizeF() != self.font().pointSizeF():
            self.setFont(font)
            self._take_brushes()
        self._fitting = True
        self.stub_header.set_sizes(fitted.stubs)
        self.head_header.set_sizes(fitted.heads)
        for row, size in enumerate(fitted.rows):
            self.setRowHeight(row, size)
        kept = (
            self.user_widths if len(self.user_widths) == self.shape_.columns else [fitted.number] * self.shape_.columns
        )
        for column, size in enumerate(kept):
            self.setColumnWidth(column, size)
        self._fitting = False
        self.updateGeometries()
        self.sizes_changed.emit()

    def forget_widths(self) -> None:
        """Let the columns be as wide as fits again, after a person had dragged them."""
        self.user_widths = []
        self.refit()

    def _take_brushes(self) -> None:
        self.brushes = Brushes(colors(), self.font())
        for part in (self.stub_header, self.head_header, self.corner):
            part.brushes = self.brushes

    def refresh_theme(self) -> None:
        """Take the colours of the scheme now in use."""
        self._take_brushes()
        for part in (self.stub_header.viewport(), self.head_header.viewport(), self.corner, self.viewport()):
            part.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._forget_rects()
        frame = self.frameWidth()
        self.stub_header.body_width = sum(self.columnWidth(i) for i in range(self.shape_.columns))
        stub, head = self.stub_header, self.head_header
        width = stub.width() if not stub.isHidden() else 0
        height = head.height() if not head.isHidden() else 0
        self.corner.setGeometry(QRect(frame, frame, width, height))
        self.corner.setVisible(bool(width and height))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_body(self, event)

    def _forget_rects(self) -> None:
        self._rects = None
        self.stub_header.forget_rects()
        self.head_header.forget_rects()

    def _column_resized(self, _column: int, _old: int, _new: int) -> None:
        self._forget_rects()
        if not self._fitting:
            self.user_widths = [self.columnWidth(i) for i in range(self.shape_.columns)]
            self.sizes_changed.emit()
