"""A command line run in an empty folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ui import verbs

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("check", path)`` gives exit code, stdout and stderr; no verb ever shows a traceback."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GKBG_DATA_DIR", str(tmp_path / "own"))

    def run(*arguments: object) -> tuple[int, str, str]:
        code = verbs.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out, said.err

    return run
