"""The bundle for Windows under wine 10: what wine can show. Explorer's double click, SmartScreen and run.cmd remain steps for a person."""

from __future__ import annotations

import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporters import KINDS
from models.version import VERSION
from tests.bundle.conftest import PICTURES, ROOT, said, system
from tests.bundle.display import DRAWN, Display, colours
from tests.bundle.roots import WINE, Root, laid_out
from tools.bundling.linux import NAME
from tools.bundling.verify import audit
from ui.start.identity import NAME as TITLE
from ui.verbs import VERBS

PREFIX = "/root/prefix"
DRIVE = f"{PREFIX}/drive_c"
INSTALLED = rf"C:\users\root\AppData\Local\Programs\{NAME}"
SAMPLE = "resources/samples/汉阴县交通运输局2021年.txt"


class Wine:
    """Windows as wine makes it, in a bare system with a screen."""

    def __init__(self, root: Root, screen: Display) -> None:
        self.root, self.screen = root, screen
        self.drive = root.folder / DRIVE[1:]
        self.env = {
            "WINEPREFIX": PREFIX, "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=", "DISPLAY": screen.name,
        }  # fmt: skip

    def run(self, *command: str, timeout: float = 180) -> subprocess.CompletedProcess[str]:
        return self.root.run("wine", *command, env=self.env, network=True, timeout=timeout)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        return self.root.start("wine", *command, env=self.env)

    def path(self, name: str) -> Path:
        """Where a place of Windows lies for this machine."""
        return self.drive / name.removeprefix("C:\\").replace("\\", "/")

    def registry(self) -> str:
        """The user's part of the registry, as wine keeps it, once it is written."""
        self.root.run("wineserver", "-w", env=self.env, timeout=120)
        return (self.root.folder / PREFIX[1:] / "user.reg").read_text("utf-8", "replace")

    def end(self) -> None:
        self.root.run("wineserver", "-k", env=self.env, timeout=60)


@pytest.fixture(scope="module")
def wine(screen: Display, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    with laid_out(WINE, tmp_path_factory.mktemp("wine"), system(WINE)) as root:
        made = Wine(root, screen)
        done = root.run("wineboot", "-i", env=made.env, network=True)
        assert done.returncode == 0, done.stderr
        yield made
        made.end()


@pytest.fixture(scope="module")
def portable(windows: dict[str, Path], wine: Wine) -> str:
    """The folder of the zip on the drive, with Chinese and a blank in its name."""
    place = wine.drive / "U 盘"
    place.mkdir()
    with zipfile.ZipFile(windows[".zip"]) as opened:
        opened.extractall(place)
    shutil.copy(ROOT / SAMPLE, wine.drive / "样例.txt")
    return rf"C:\U 盘\{next(place.iterdir()).name}"


@pytest.mark.parametrize("suffix", [".zip"])
def test_nothing_is_wrong_with_the_artefact(windows: dict[str, Path], suffix: str) -> None:
    """Every DLL is bundled or Windows' own; digests, licences, the flag of names in the zip, at most 110 MB."""
    assert list(audit(windows[suffix])) == []
    said(f"{windows[suffix].name}: {windows[suffix].stat().st_size / 1e6:.1f} MB")


def test_the_setup_is_small_enough(windows: dict[str, Path]) -> None:
    assert windows[".exe"].stat().st_size < 110e6
    said(f"{windows['.exe'].name}: {windows['.exe'].stat().st_size / 1e6:.1f} MB")


def test_one_made_of_another_python_says_so_in_its_name(windows: dict[str, Path]) -> None:
    assert all("for-tests-only" in path.name for path in windows.values())


VERB_LINES = {
    "import": ("import", r"C:\样例.txt", "-o", r"C:\报告.gkbg"),
    "check": ("check", r"C:\报告.gkbg", "--json"),
    "export": ("export", r"C:\报告.gkbg", "-o", r"C:\报告.docx"),
    "blank": ("blank", "-o", r"C:\采集表.xlsx"),
}


@pytest.mark.parametrize("verb", [name for name, verb in VERBS.items() if verb.listed])
def test_every_verb_runs(wine: Wine, portable: str, verb: str) -> None:
    """By the launcher for the command line, whose exit code is the program's."""
    done = wine.run(rf"{portable}\gkbg.exe", *VERB_LINES.get(verb, (verb, "--help")))
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("kind", "suffix"), [(name, suffix) for name, kind in KINDS.items() for suffix in kind.makers])
def test_every_kind_of_export_runs(wine: Wine, portable: str, kind: str, suffix: str) -> None:
    out = rf"C:\导出-{kind}{suffix}"
    done = wine.run(
        rf"{portable}\gkbg.exe", "export", r"C:\报告.gkbg", "-o", out, "--kind", kind, "--last-year", r"C:\报告.gkbg"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert wine.path(out).stat().st_size > 1000


def test_a_wrong_command_has_the_exit_code_of_the_program(wine: Wine, portable: str) -> None:
    assert wine.run(rf"{portable}\gkbg.exe", "nothing").returncode == 2


def test_nothing_is_written_beside_the_program(wine: Wine, portable: str, windows: dict[str, Path]) -> None:
    with zipfile.ZipFile(windows[".zip"]) as opened:
        names = {name.partition("/")[2] for name in opened.namelist() if not name.endswith("/")}
    place = wine.path(portable)
    assert {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()} == names


def test_the_window_appears(wine: Wine, portable: str) -> None:
    began = time.monotonic()
    wine.start(rf"{portable}\年报.exe", r"C:\报告.gkbg")
    window = wine.screen.window("报告.gkbg", 120)
    assert window, (wine.root.folder / "tmp/started.log").read_text("utf-8", "replace")
    said(f"window after {time.monotonic() - began:.1f} s")
    assert wine.screen.title(window) == f"报告.gkbg — {TITLE}"
    picture = wine.screen.picture(PICTURES / "windows-window.png")
    assert colours(picture) > DRAWN
    again = wine.run(rf"{portable}\年报.exe", r"C:\报告.gkbg", timeout=60)
    assert again.returncode == 0, "the second gives way to the window that has the report"
    wine.end()
    _gone(wine.screen, "报告.gkbg")


def test_a_damaged_one_says_so_in_a_window(wine: Wine, portable: str) -> None:
    script = wine.path(portable) / "app/main.py"
    away = script.rename(script.with_name("away"))
    try:
        process = wine.start(rf"{portable}\年报.exe")
        assert wine.screen.window(TITLE, 60)
        wine.screen.picture(PICTURES / "windows-damaged.png")
        wine.screen.key("Return")
        process.wait(30)
    finally:
        away.rename(script)


@pytest.fixture(scope="module")
def setup(wine: Wine, windows: dict[str, Path]) -> str:
    """The setup, run without a question."""
    shutil.copy(windows[".exe"], wine.drive / "setup.exe")
    began = time.monotonic()
    done = wine.run(r"C:\setup.exe", "/S")
    assert done.returncode == 0, done.stderr
    said(f"setup {time.monotonic() - began:.1f} s")
    return INSTALLED


def test_the_setup_lays_out_the_program_for_this_user(wine: Wine, setup: str) -> None:
    place = wine.path(setup)
    assert (place / "年报.exe").exists() and (place / "uninstall.exe").exists() and (place / "app/main.py").exists()
    assert list((wine.drive / "users/root/AppData/Roaming/Microsoft/Windows/Start Menu").rglob(f"{TITLE}.lnk"))
    told = wine.registry()
    assert rf"[Software\\Classes\\{NAME}.gkbg\\shell\\open\\command]" in told
    assert r"[Software\\Classes\\.gkbg]" in told and r"[Software\\Classes\\.gkhz]" in told
    assert f'"DisplayVersion"="{VERSION}"' in told


def test_a_report_opens_by_its_kind(wine: Wine, setup: str) -> None:
    wine.start("start", "/unix", f"{DRIVE}/报告.gkbg")
    assert wine.screen.window("报告.gkbg", 120)
    refused = wine.run(r"C:\setup.exe", "/S")
    assert refused.returncode == 3, "it does not install over a running program"
    wine.end()
    _gone(wine.screen, "报告.gkbg")


def test_installing_over_keeps_what_is_the_users_and_takes_away_what_is_no_more(wine: Wine, setup: str) -> None:
    place = wine.path(setup)
    (place / "app/gone.py").write_text("", "utf-8")
    data = wine.drive / "users/root/AppData/Local" / NAME
    data.mkdir(exist_ok=True)
    (data / "kept").write_text("x", "utf-8")
    assert wine.run(r"C:\setup.exe", "/S").returncode == 0
    assert not (place / "app/gone.py").exists() and (data / "kept").exists()


def test_uninstalling_removes_all_that_installing_wrote(wine: Wine, setup: str) -> None:
    place = wine.path(setup)
    assert wine.run(rf"{setup}\uninstall.exe", "/S").returncode == 0
    until = time.monotonic() + 60
    while place.exists() and time.monotonic() < until:  # it works on in a child
        time.sleep(0.5)
    assert not place.exists()
    assert not list((wine.drive / "users/root/AppData/Roaming/Microsoft/Windows/Start Menu").rglob(f"{TITLE}.lnk"))
    told = wine.registry()
    keys = [
        line
        for line in told.splitlines()
        if line.startswith("[") and (f"{NAME}.gk" in line or rf"Uninstall\\{NAME}" in line)
    ]
    assert keys == []
    assert r"[Software\\Classes\\.gkbg]" not in told


def _gone(screen: Display, title: str) -> None:
    for _ in range(100):
        if not screen.window(title, 0.1):
            return
        time.sleep(0.2)
    pytest.fail(f"the window {title} is still there")
