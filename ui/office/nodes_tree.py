"""The superiors of a ledger as a tree, each with 已收/应收 of its area."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from office import states
from office.ledger import Ledger
from office.roster import Roster

_NODE = Qt.ItemDataRole.UserRole


class NodesTree(QTreeWidget):
    """``chosen`` says the name of the superior that was chosen, "" for the root."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderLabels(["上级", "已收/应收"])
        self.setAccessibleName("上级和报送进度")
        self.currentItemChanged.connect(lambda item, _old: self._choose(item))

    def show_nodes(self, ledger: Ledger, units: Roster, node: str) -> None:
        """Show all superiors; ``node`` is the one in front."""
        self.blockSignals(True)
        self.clear()
        standing = {each.unit.id: each for each in states.standings(ledger, units.area(units.root))}
        made: dict[int, QTreeWidgetItem] = {}
        for each in units.nodes():
            due = [standing[unit.id] for unit in units.area(each) if not unit.excused]
            item = QTreeWidgetItem([each.name, f"{sum(one.is_received for one in due)}/{len(due)}"])
            item.setData(0, _NODE, each.name if each.parent is not None else "")
            item.setToolTip(0, each.name)
            above = made.get(each.parent) if each.parent is not None else None
            if above is None:
                self.addTopLevelItem(item)
            else:
                above.addChild(item)
            made[each.id] = item
            if item.data(0, _NODE) == node:
                self.setCurrentItem(item)
        self.expandToDepth(1)
        self.setColumnWidth(0, 150)
        self.blockSignals(False)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(0, _NODE))
