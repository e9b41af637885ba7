"""What keeps the window from opening is one Chinese sentence: what, and what to do."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import ImageFont
from PySide6.QtGui import QRawFont

from tools.start_font import characters
from ui.start import faults
from ui.start.x11 import FONT, NEVER_FIRST, broken, picture

ROOT = Path(__file__).parents[3]


def _load(name: str) -> OSError:
    with pytest.raises(OSError) as raised:
        ctypes.CDLL(name)
    return raised.value


def test_a_missing_library_is_named() -> None:
    said = faults.of_loading(_load("libgkbg-absent.so.3"))
    assert "libgkbg-absent.so.3" in said and "请管理员安装" in said


@pytest.mark.parametrize(
    ("library", "package"),
    [("libEGL.so.1", "libegl1"), ("libxcb-cursor.so.0", "libxcb-cursor0"), ("libdbus-1.so.3", "libdbus-1-3")],
)
def test_the_package_that_brings_it_is_named(library: str, package: str) -> None:
    assert f"sudo apt install {package}）" in faults.library_missing(library)


def test_a_library_of_the_program_itself_is_no_library_of_the_system() -> None:
    error = ImportError("libQt6Gui.so.6: cannot open shared object file: No such file or directory")
    assert "重新安装" in faults.of_loading(error)


def test_the_first_file_that_is_not_whole_is_named(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    for name, written in (("app/a.py", "1"), ("app/b.py", "2")):
        (tmp_path / name).write_text(written, "utf-8")
    sums = [
        f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n"
        for name, text in (("app/a.py", "1"), ("app/b.py", "3"))
    ]
    (tmp_path / "SHA256SUMS").write_text("".join(sums), "utf-8")
    assert "（app/b.py）" in faults.damaged(tmp_path)
    (tmp_path / "app/a.py").unlink()
    assert "（app/a.py）" in faults.damaged(tmp_path)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program, to be damaged; it keeps its records there too."""
    copy = tmp_path / "程序"
    copy.mkdir()
    shutil.copy(ROOT / "main.py", copy)
    for name in ("models", "desk", "ui", "resources"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "samples"))
    return copy


def _start(program: Path, **environment: str) -> tuple[int, str]:
    kept = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, program / "main.py"], env={**kept, "PYTHONDONTWRITEBYTECODE": "1", "GKBG_DATA_DIR": str(program / "data"), **environment},
        capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout == ""
    return done.returncode, done.stderr


@pytest.mark.parametrize("damage", ["cut off", "gone"])
def test_a_damaged_program_says_so(program: Path, damage: str) -> None:
    module = program / "ui/shell/window.py"
    if damage == "gone":
        module.unlink()
    else:
        module.write_bytes(module.read_bytes()[:3000])
    code, said = _start(program, QT_QPA_PLATFORM="offscreen")
    assert code == 2
    assert (
        said.count("\n") == 1 and said.startswith(("程序的文件损坏或不全", "程序启动时出了意外")) and "重新安装" in said
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11")
def test_a_display_that_does_not_answer_is_said(program: Path) -> None:
    code, said = _start(program, DISPLAY=":987")
    assert (code, said) == (2, faults.NO_DISPLAY + "\n")


@pytest.mark.usefixtures("qapp")
def test_every_character_of_these_sentences_has_its_glyph() -> None:
    font = QRawFont(str(FONT), 12)
    assert font.isValid()
    assert "".join(c for c in characters() if not font.supportsCharacter(ord(c))) == ""


def test_the_sentence_is_drawn_whole() -> None:
    """The window that is shown without Qt is as wide and high as its lines need, and there is ink in each of them."""
    font = ImageFont.truetype(str(FONT), 17)
    lines = broken(faults.NO_CHINESE, lambda text: font.getlength(text) <= 500)
    assert "".join(lines) == faults.NO_CHINESE.replace(" ", "") or "".join(lines) == faults.NO_CHINESE
    assert len(lines) > 1 and not any(line[0] in NEVER_FIRST for line in lines)
    width, height, pixels = picture(faults.NO_CHINESE)
    assert len(pixels) == width * height * 4
    dark = [y for y in range(height) if any(pixels[(y * width + x) * 4] < 80 for x in range(90, width))]
    assert dark and dark[-1] > height // 2
