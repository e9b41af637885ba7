"""A register of 10,000 applications, beside reading the same workbook with nothing made of it."""

from __future__ import annotations

import io

import python_calamine

from importers.register import Memory, open_register
from tests.importers.register.registers import HEADS, application, workbook

KINDS = ("公民", "有限公司", "律师事务所", "其他组织", "科研机构")
OUTCOMES = ("予以公开", "不存在", "不予公开", "部分公开（涉及个人隐私）", "信访投诉举报", "撤回申请")
ROWS = [
    application(
        f"〔2024〕{n:05}号",
        KINDS[n % 5],
        f"2024/{n % 12 + 1}/{n % 28 + 1}",
        f"2024年{min(n % 12 + 2, 12)}月28日",
        OUTCOMES[n % 6],
        "过程性信息" if n % 6 == 2 else "",
        "维持" if n % 50 == 0 else "",
    )
    for n in range(10_000)
]


def test_register_of_10000_rows(beside):
    data = workbook([HEADS, *ROWS])

    def read():
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()

    def count():
        register = open_register(data, "台账.xlsx", memory=Memory())
        assert register is not None
        tally = register.count(register.mapping, 2024)
        assert len(tally.counted) == len(ROWS)
        return register.imported(tally, register.mapping)

    beside("台账一万行：找列、计数、生成导入结果", count, "用 calamine 读这个工作簿", read, ms=2000)
