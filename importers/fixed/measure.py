"""How much a report of fixed pages may hold; what has more of anything is none, and is refused before it fills the memory."""

from __future__ import annotations

from importers.document.edges import edges
from importers.fixed.page import EDGE, Drawn, Sheet, read_page
from importers.result import UnreadableError

MAX_PAGES = 200
MAX_CHARS = 60_000
MAX_ITEMS = 30_000
"""Characters, rules and pictures on one page, and drawings used in it."""
MAX_CROSSINGS = 10_000
"""Places on one page where rules can cross; the largest table has four hundred. Cells are sought among them in square time."""
MAX_ALL_CROSSINGS = 40_000
CROWDED = "有一页的内容太多，不会是一份年度报告；请只导入报告的那几页。"


class Reading:
    """The pages of one file, read one by one within the limits. Raises UnreadableError where it passes one."""

    def __init__(self, pages: int) -> None:
        if pages > MAX_PAGES:
            raise UnreadableError(f"有{pages}页，不会是一份年度报告；请只导入报告的那几页。")
        self.sheets: list[Sheet] = []
        self._crossings = 0
        self._chars = 0

    def read(self, page: Drawn) -> None:
        """Read the next page."""
        crossings = _crossings(page)
        if crossings > MAX_CROSSINGS:
            raise UnreadableError("有一页画满了线，不会是一份年度报告；请只导入报告的那几页。")
        self._crossings += crossings
        if self._crossings > MAX_ALL_CROSSINGS:
            raise UnreadableError("画的线太多，不会是一份年度报告；请只导入报告的那几页。")
        sheet = read_page(page)
        self._chars += sheet.chars
        if self._chars > MAX_CHARS:
            raise UnreadableError("文字太多，不会是一份年度报告；请只导入报告的那几页。")
        self.sheets.append(sheet)


def _crossings(page: Drawn) -> int:
    """The places where the rules of a page can cross."""
    across = len(edges((edge["top"] for edge in page.edges if edge["orientation"] == "h"), EDGE))
    return across * len(edges((edge["x0"] for edge in page.edges if edge["orientation"] == "v"), EDGE))
