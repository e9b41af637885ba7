"""No file takes more than ten seconds or 500 MB, however it was made: it is refused in one sentence, or what is in it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.hostile import HOSTILE
from tests.importers.limited import limited
from tests.long import sample

FEW = (
    "pdf: three million saved states",
    "xlsx: one sheet named ten thousand times",
    "json: a number of a megabyte",
    "a link to a pipe",
)


@pytest.mark.parametrize("name", sample(FEW, tuple(HOSTILE)))
def test_a_hostile_file_is_dealt_with_within_the_limits(name: str, tmp_path: Path) -> None:
    out = limited(HOSTILE[name](tmp_path))
    refused = out.get("refused")
    assert refused is None or (refused.endswith("。") and "\n" not in refused and len(refused) < 200)
    assert refused is not None or out["said"]
