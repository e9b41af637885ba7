"""The whole as data: CSV with a described schema, Parquet by year and province that other engines read as it is."""

from __future__ import annotations

import csv
import json
from decimal import Decimal

import pytest

from office import sums
from office.output import data
from tests.office.collection import figures, put, report
from tests.office.here import office, take, unit


@pytest.fixture
def written(tmp_path):
    (tmp_path / "册").mkdir()
    entries = [unit("江淮省水利厅", "江淮省"), unit("淮河市", "江淮省"), unit("淮河市水利局", "淮河市")]
    with office(tmp_path / "册", entries) as made:
        put(report("江淮省水利厅", figures(1)), tmp_path / "收" / "a.gkbg")
        put(report("淮河市水利局", {**figures(2), "t2.penalty.decisions": "约30"}), tmp_path / "收" / "b.gkbg")
        take(made, tmp_path / "收")
        data.write(made, tmp_path / "数据")
        yield tmp_path / "数据", sums.add_up(made, sums.basis_of(made)).cells


def test_every_column_of_every_table_is_described(written):
    folder, _ = written
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            heads = next(csv.reader(file))
        assert heads == [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_the_figures_add_up_to_the_sum_and_text_is_told_apart(written):
    folder, cells = written
    added: dict[str, Decimal] = {}
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["value"]:
            added[row["cell"]] = added.get(row["cell"], Decimal(0)) + Decimal(row["value"])
    assert added == {cell: value for cell, value in cells.items() if value is not None}
    assert [row["text"] for row in rows if row["text"]] == ["约30"]
    assert {row["province"] for row in rows} == {"江淮省"}


def test_duckdb_reads_the_parquet_as_it_is(written):
    duckdb = pytest.importorskip("duckdb")
    folder, cells = written
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT cell, sum(value) FROM read_parquet(?, hive_partitioning = true)"
            " WHERE year = 2025 AND province = '江淮省' AND value IS NOT NULL GROUP BY cell",
            [str(folder / "figures.parquet" / "*" / "*" / "*.parquet")],
        ).fetchall()
    assert dict(rows) == {cell: value for cell, value in cells.items() if value is not None}
