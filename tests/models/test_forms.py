"""The declared forms against their reviewed references, and the guards against a contradictory declaration."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.form import Balance, Block, Form, FormError, Kind, Node, Part, Section, Table
from models.forms import FORMS, LATEST, form_for
from models.grid import Role, grid_of

REFERENCE = Path(__file__).parents[1] / "reference"


def drawn(form: Form) -> str:
    """Every merged place of every table: row, column, rows and columns spanned, label without line breaks."""
    lines = []
    for table in form.tables:
        lines.append(f"[{table.id}]")
        for p in grid_of(table).places:
            label = p.text.replace("\n", "")
            lines.append(f"{p.row:2} {p.column:2} {p.rowspan:2} {p.colspan:2} {label}".rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_the_grid_is_that_of_the_official_form_cell_by_cell_and_merge_by_merge(form: Form) -> None:
    assert drawn(form) == (REFERENCE / f"grid-{form.id}.txt").read_text("utf-8")


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_the_places_of_a_grid_cover_it_exactly_once(form: Form) -> None:
    for table in form.tables:
        grid = grid_of(table)
        covered = [
            (row, column)
            for p in grid.places
            for row in range(p.row, p.row + p.rowspan)
            for column in range(p.column, p.column + p.colspan)
        ]
        assert sorted(covered) == [(row, column) for row in range(grid.rows) for column in range(grid.columns)]


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_every_number_of_the_grid_is_a_cell_of_the_form_and_the_reverse(form: Form) -> None:
    numbers = [p.cell for table in form.tables for p in grid_of(table).places if p.role is Role.NUMBER]
    assert numbers == list(form.cells)


def test_the_form_of_2021_has_10_175_and_15_numbers() -> None:
    counts = [sum(cell.table is table for cell in LATEST.cells.values()) for table in LATEST.tables]
    assert counts == [10, 175, 15]


def test_table_3_of_2019_has_23_rows() -> None:
    table = next(table for table in FORMS["2019"].tables if table.id == "t3")
    assert len(table.blocks[0].row_leaves) == 23


def test_the_sums_of_table_3_and_4_are_those_of_the_notice() -> None:
    codes = [item.code for item in LATEST.sums]
    assert {code: codes.count(code) for code in codes} == {"t3.balance": 7, "t3.column": 7, "t3.row": 25, "t4.row": 3}


def test_a_total_derives_from_leaf_cells_only() -> None:
    assert len(LATEST.totals["t3.total.total"]) == 21 * 6
    assert len(LATEST.totals["t3.granted.total"]) == 6
    assert len(LATEST.totals["t3.total.natural"]) == 21
    assert not any(part in LATEST.totals for parts in LATEST.totals.values() for part in parts)


@pytest.mark.parametrize(
    ("year", "form"), [(2018, "2019"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")]
)
def test_the_form_follows_from_the_year(year: int, form: str) -> None:
    assert form_for(year).id == form


def test_an_unknown_year_gets_the_form_in_force() -> None:
    assert form_for(None) is LATEST


def test_kinds_of_number() -> None:
    kinds = {kind: [id for id, cell in FORMS["2019"].cells.items() if cell.kind is kind] for kind in Kind}
    assert kinds[Kind.AMOUNT] == ["t2.procurement.amount"]
    assert kinds[Kind.SIGNED] == [
        f"t2.{row}.change" for row in ("licensing", "services", "penalty", "coercion", "fees")
    ]
    assert [id for id, cell in LATEST.cells.items() if cell.kind is Kind.AMOUNT] == ["t2.fees.amount"]


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_every_row_and_column_says_what_it_counts(form: Form) -> None:
    for cell in form.cells.values():
        assert cell.help
        assert cell.name.count(" · ") in (1, 2)


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_every_cell_has_a_name_of_its_own(form: Form) -> None:
    names = [cell.name for cell in form.cells.values()]
    assert len(set(names)) == len(names)


def made(rows: tuple[Node, ...], columns: tuple[Node, ...], balances: tuple[Balance, ...] = ()) -> Form:
    table = Table("t9", "表九", (Block(columns, rows),), balances, basis="条例", sum_basis="条例")
    return Form("0000", "试", "试", 2000, Part("preamble", "引言", ""), (Section("九", "试", table=table),))


A, B, TOTAL = Node("a", "甲", help="甲"), Node("b", "乙", help="乙"), Node("total", "总计", total=True, help="总计")


@pytest.mark.parametrize(
    ("rows", "columns", "balances", "fault"),
    [
        ((A, A), (B,), (), "twice"),
        ((A,), (Node("X1", "丙", help="丙"),), (), "bad key"),
        ((TOTAL,), (B,), (), "sums nothing"),
        ((Node("a", "甲"),), (B,), (), "without help"),
        ((A,), (B, Node("", "", help="无名")), (), "without a label"),
        ((A,), (B,), (Balance(("a",), ("c",)),), "do not exist"),
        ((A,), (B, Node("c", "丙", help="丙", kind=Kind.AMOUNT), TOTAL), (), "different kinds"),
        ((Node("g", "组", (A,), total=True, help="组"), B), (B,), (), "has children"),
        ((), (B,), (), "without rows"),
    ],
)  # fmt: skip
def test_a_contradictory_declaration_is_refused(
    rows: tuple[Node, ...], columns: tuple[Node, ...], balances: tuple[Balance, ...], fault: str
) -> None:
    with pytest.raises(FormError, match=fault):
        made(rows, columns, balances)


def test_a_new_edition_is_one_declaration() -> None:
    form = made((A, B, TOTAL), (Node("x", "子", help="子"), Node("y", "丑", help="丑"), TOTAL))
    assert list(form.totals) == ["t9.a.total", "t9.b.total", "t9.total.x", "t9.total.y", "t9.total.total"]
    assert len(form.sums) == 3 + 3
