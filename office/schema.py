"""The schema of the ledger 册.gkhz, a SQLite file that any tool can read, and its migrations.

==============  =====================================================================================================
``meta``        year, identity and name of the ledger (key, value)
``unit``        the register: a row a unit or node, as written in its Excel file; ``parent`` is the superior's row. ``node`` is 1
                for a superior and for a lower government. ``decision``: what a person decided ('', received, returned,
                passed, excused, required); ``round`` counts returns; ``record`` is the report of record, ``last`` that of
                last year
``alias``       names that a person said are a unit's (answers, kept)
``report``      every content that was handed in, read or not. ``role``: unit, node (a government's own), last (last year's).
                ``reason`` says why it waits for a person (NULL: it is a version of its unit's report); ``kind`` names it
``twin``        other files of the same content as a report that waits, so that each is named
``figure``      a column a cell id, a row a report: whole numbers as INTEGER, others as REAL for whoever looks; blank and text
                are NULL
``exact``       the digits of figures that are no whole numbers
``unread``      text in a cell that is no number
``text``        texts and all other fields of the report by id
``cell``        the number of each cell in ``origin.places``, four bytes a cell, each the id of a ``place``; 0: none
``finding``     what reading and checking found
``band``        marks by which like texts of two units are found; ``alike`` are the pairs
``event``       what was decided when; ``paper``, ``paper_row``, ``reply``: papers sent back, and what came back with them
``seen``        size and time of the files that were read, so that an unchanged one is not read again
==============  =====================================================================================================

A change of the schema is one more function in ``MIGRATIONS``; a new edition of the form needs none, its cells become columns.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from models.forms import FORMS

APPLICATION = 0x676B687A
"""The mark of our ledgers in SQLite's header: "gkhz"."""

_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    superior TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT '',
    former TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL DEFAULT '',
    organ TEXT NOT NULL DEFAULT '',
    contact TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    deadline TEXT NOT NULL DEFAULT '',
    excuse TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT '{}',
    listed INTEGER NOT NULL DEFAULT 1,
    node INTEGER NOT NULL DEFAULT 0,
    parent INTEGER REFERENCES unit,
    decision TEXT NOT NULL DEFAULT '',
    round INTEGER NOT NULL DEFAULT 0,
    paper TEXT NOT NULL DEFAULT '',
    record INTEGER REFERENCES report,
    last INTEGER REFERENCES report
);
CREATE INDEX unit_parent ON unit (parent);
CREATE TABLE alias (key TEXT PRIMARY KEY, unit INTEGER NOT NULL REFERENCES unit, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('unit', 'node', 'last')),
    unit INTEGER REFERENCES unit,
    name TEXT NOT NULL DEFAULT '',
    year INTEGER,
    form TEXT NOT NULL DEFAULT '',
    file TEXT NOT NULL,
    path TEXT NOT NULL DEFAULT '',
    hash TEXT NOT NULL,
    content TEXT NOT NULL DEFAULT '',
    received TEXT NOT NULL DEFAULT '',
    instant REAL NOT NULL DEFAULT 0,
    taken TEXT NOT NULL DEFAULT '',
    late INTEGER NOT NULL DEFAULT 0,
    amends INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT '',
    reason TEXT,
    checked INTEGER NOT NULL DEFAULT 0,
    compared INTEGER,
    errors INTEGER NOT NULL DEFAULT 0,
    warnings INTEGER NOT NULL DEFAULT 0,
    UNIQUE (role, hash)
);
CREATE INDEX report_unit ON report (unit, role);
CREATE TABLE cell (id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE) WITHOUT ROWID;
CREATE TABLE figure (report INTEGER PRIMARY KEY REFERENCES report);
CREATE TABLE exact (report INTEGER NOT NULL, cell TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (report, cell)) WITHOUT ROWID;
CREATE TABLE unread (report INTEGER NOT NULL, cell TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (report, cell)) WITHOUT ROWID;
CREATE TABLE text (report INTEGER NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (report, id)) WITHOUT ROWID;
CREATE TABLE place (id INTEGER PRIMARY KEY, words TEXT NOT NULL UNIQUE);
CREATE TABLE origin (report INTEGER PRIMARY KEY REFERENCES report, places BLOB NOT NULL);
CREATE TABLE finding (
    report INTEGER NOT NULL, number INTEGER NOT NULL, severity TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL,
    basis TEXT NOT NULL DEFAULT '', advice TEXT NOT NULL DEFAULT '', cells TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (report, number)
) WITHOUT ROWID;
CREATE TABLE band (key INTEGER NOT NULL, report INTEGER NOT NULL, section TEXT NOT NULL, PRIMARY KEY (key, report, section)) WITHOUT ROWID;
CREATE INDEX band_report ON band (report);
CREATE TABLE alike (report INTEGER NOT NULL, other INTEGER NOT NULL, section TEXT NOT NULL, percent INTEGER NOT NULL, PRIMARY KEY (report, other, section)) WITHOUT ROWID;
CREATE TABLE event (id INTEGER PRIMARY KEY, at TEXT NOT NULL, unit INTEGER, what TEXT NOT NULL, note TEXT NOT NULL DEFAULT '');
CREATE TABLE paper (id INTEGER PRIMARY KEY, mark TEXT NOT NULL UNIQUE, unit INTEGER NOT NULL, round INTEGER NOT NULL, at TEXT NOT NULL);
CREATE TABLE paper_row (paper INTEGER NOT NULL, number INTEGER NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (paper, number)) WITHOUT ROWID;
CREATE TABLE reply (paper INTEGER NOT NULL, number INTEGER NOT NULL, words TEXT NOT NULL, at TEXT NOT NULL, file TEXT NOT NULL, PRIMARY KEY (paper, number)) WITHOUT ROWID;
CREATE TABLE seen (path TEXT PRIMARY KEY, size INTEGER NOT NULL, changed INTEGER NOT NULL, hash TEXT NOT NULL, role TEXT NOT NULL) WITHOUT ROWID;
"""


def _first(connection: sqlite3.Connection) -> None:
    for statement in _FIRST.split(";\n"):
        if statement.strip():
            connection.execute(statement)


def _twins(connection: sqlite3.Connection) -> None:
    columns = "report INTEGER NOT NULL, file TEXT NOT NULL, PRIMARY KEY (report, file)"
    connection.execute(f"CREATE TABLE IF NOT EXISTS twin ({columns}) WITHOUT ROWID")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _twins)
"""Each makes the next version of the schema of the one before; the version is SQLite's ``user_version``."""
VERSION = len(MIGRATIONS)

CELLS: tuple[str, ...] = tuple(dict.fromkeys(id for form in reversed(FORMS.values()) for id in form.cells))
"""The cells of all editions: the columns of ``figure``."""


def column(cell: str) -> str:
    """The column of ``figure`` for a cell, quoted for SQL; ids of cells are letters, dots and lines below."""
    return f'"{cell}"'


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an open ledger to the present schema, within the transaction of the caller."""
    version = version_of(connection)
    for step in MIGRATIONS[version:]:
        step(connection)
    if version < VERSION:
        connection.execute(f"PRAGMA user_version = {VERSION}")
    known = {row[1] for row in connection.execute("PRAGMA table_info(figure)")}
    for cell in CELLS:
        if cell not in known:
            connection.execute(f"ALTER TABLE figure ADD COLUMN {column(cell)}")
            connection.execute("INSERT INTO cell VALUES (?, (SELECT coalesce(max(number), -1) + 1 FROM cell))", (cell,))


def version_of(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether nothing is to be migrated."""
    known = {row[1] for row in connection.execute("PRAGMA table_info(figure)")}
    return version_of(connection) == VERSION and known.issuperset(CELLS)
