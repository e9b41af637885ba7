"""The bundle for Linux in a system that has the C library, the X libraries and nothing else, without a network."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporters import KINDS
from models.version import VERSION
from tests.bundle.conftest import OUT, PICTURES, ROOT, said, system
from tests.bundle.display import DRAWN, Display, colours
from tests.bundle.roots import BARE, Root, laid_out
from tools.bundling.linux import INSTALLED, NAME
from tools.bundling.verify import audit
from ui.start.identity import NAME as TITLE
from ui.verbs import VERBS

SAMPLE = "resources/samples/汉阴县交通运输局2021年.txt"
RUN = f"/usr/bin/{NAME}"


@pytest.fixture(scope="module")
def bare(linux: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Root]:
    """The bare system with the .deb installed and a report made from the sample."""
    with laid_out(BARE, tmp_path_factory.mktemp("bare"), system(BARE)) as root:
        began = time.monotonic()
        shutil.copy(linux[".deb"], root.folder / "tmp/program.deb")
        done = root.run("dpkg", "-i", "/tmp/program.deb")
        assert done.returncode == 0, done.stderr
        said(f"dpkg -i {time.monotonic() - began:.1f} s")
        (root.folder / "root/来 源").mkdir()
        shutil.copy(ROOT / SAMPLE, root.folder / "root/来 源/样例.txt")
        done = root.run(RUN, "import", "/root/来 源/样例.txt", "-o", "/root/报告.gkbg")
        assert done.returncode == 0, done.stderr
        done = root.run(RUN, "import", "/root/来 源/样例.txt", "-o", "/root/上年.gkbg", "--year", "2020")
        assert done.returncode == 0, done.stderr
        yield root


@pytest.mark.parametrize("suffix", [".xz", ".deb"])
def test_nothing_is_wrong_with_the_artefact(linux: dict[str, Path], suffix: str) -> None:
    """Symbols up to GLIBC_2.28, libraries, digests, licences, no path of the machine that made it, at most 110 MB."""
    assert list(audit(linux[suffix])) == []
    said(f"{linux[suffix].name}: {linux[suffix].stat().st_size / 1e6:.1f} MB")


def test_the_digests_are_listed_as_sha256sum_reads_them(linux: dict[str, Path]) -> None:
    done = subprocess.run(
        ["sha256sum", "-c", "--ignore-missing", "SHA256SUMS"], cwd=OUT, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0 and all(f"{path.name}: OK" in done.stdout for path in linux.values())


def test_there_is_no_python_that_could_have_helped(bare: Root) -> None:
    for name in ("python3", "git", "zenity", "kdialog"):
        assert bare.run("which", name).returncode == 1


def test_it_tells_its_version(bare: Root) -> None:
    done = bare.run("dpkg-query", "-W", "-f", "${Version}", NAME)
    assert done.stdout == VERSION
    manifest = json.loads((bare.folder / INSTALLED / "MANIFEST.json").read_text("utf-8"))
    assert manifest["version"] == VERSION and manifest["glibc"] == "2.28"


VERB_LINES = {
    "import": ("import", "/root/来 源/样例.txt", "-o", "/tmp/新.gkbg"),
    "check": ("check", "/root/报告.gkbg", "--json"),
    "export": ("export", "/root/报告.gkbg", "-o", "/tmp/报告.docx"),
    "blank": ("blank", "-o", "/tmp/采集表.xlsx"),
}
"""A line for each verb; a verb without one is asked for its help, which loads it whole."""


@pytest.mark.parametrize("verb", [name for name, verb in VERBS.items() if verb.listed])
def test_every_verb_runs(bare: Root, verb: str) -> None:
    began = time.monotonic()
    done = bare.run(RUN, *VERB_LINES.get(verb, (verb, "--help")))
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    said(f"{verb} {time.monotonic() - began:.2f} s, exit code {done.returncode}")


@pytest.mark.parametrize(("kind", "suffix"), [(name, suffix) for name, kind in KINDS.items() for suffix in kind.makers])
def test_every_kind_of_export_runs(bare: Root, kind: str, suffix: str) -> None:
    out = f"/tmp/{kind}{suffix}"
    done = bare.run(RUN, "export", "/root/报告.gkbg", "-o", out, "--kind", kind, "--last-year", "/root/上年.gkbg")
    assert done.returncode == 0, done.stderr
    assert (bare.folder / out[1:]).stat().st_size > 1000


def test_sqlite_and_the_rest_of_the_standard_library_are_there(bare: Root) -> None:
    code = "import sqlite3, lzma, bz2, zlib, ctypes, decimal; print(sqlite3.connect(':memory:').execute('select json(?)', ('[1]',)).fetchone()[0])"
    done = bare.run(f"/{INSTALLED}/python/bin/python3.13", "-I", "-c", code)
    assert (done.stdout, done.stderr) == ("[1]\n", "")


def test_the_window_appears(bare: Root, screen: Display) -> None:
    began = time.monotonic()
    process = bare.start(RUN, "/root/报告.gkbg", env={"DISPLAY": screen.name})
    try:
        window = screen.window("报告.gkbg")
        said(f"window after {time.monotonic() - began:.1f} s")
        assert window, (bare.folder / "tmp/started.log").read_text("utf-8", "replace")
        assert screen.title(window) == f"报告.gkbg — {TITLE}"
        assert f'"{NAME}"' in screen.classes(window)
        picture = screen.picture(PICTURES / "linux-window.png")
        assert colours(picture) > DRAWN
        again = bare.run(RUN, "/root/报告.gkbg", env={"DISPLAY": screen.name}, network=True, timeout=30)
        assert again.returncode == 0, "the one that has the report comes to the front, and the second ends"
    finally:
        process.terminate()
        process.wait(20)


def test_a_report_opens_by_its_kind(bare: Root, screen: Display) -> None:
    assert bare.run("gio", "mime", "application/x-gkbg").stdout.count(f"{NAME}.desktop") >= 1
    assert "application/x-gkbg" in bare.run("gio", "info", "-a", "standard::content-type", "/root/报告.gkbg").stdout
    opening = bare.start("gio", "open", "/root/报告.gkbg", env={"DISPLAY": screen.name})
    window = screen.window("报告.gkbg")
    assert opening.wait(20) == 0
    assert window
    screen.key("ctrl+q")
    _gone(screen, "报告.gkbg")


def test_the_entry_of_the_menu_is_valid(bare: Root) -> None:
    entry = bare.folder / f"usr/share/applications/{NAME}.desktop"
    done = subprocess.run(["desktop-file-validate", entry], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, "")
    theme = bare.folder / "usr/share/icons/hicolor"
    for size in ("16x16", "48x48", "256x256"):
        assert (theme / size / "apps" / f"{NAME}.png").exists() and (
            theme / size / "mimetypes/application-x-gkbg.png"
        ).exists()


@pytest.mark.parametrize("library", ["libEGL.so.1", "libxcb-shape.so.0"])
def test_a_missing_library_is_said_in_a_window(bare: Root, screen: Display, library: str) -> None:
    place = next((bare.folder / "usr/lib/x86_64-linux-gnu").glob(library))
    away = place.rename(place.with_name("away"))
    process = bare.start(RUN, env={"DISPLAY": screen.name})
    try:
        window = screen.window(TITLE, 20)
        log = (bare.folder / "tmp/started.log").read_text("utf-8", "replace")
        assert window and f"缺少系统组件 {library}" in log
        screen.picture(PICTURES / f"linux-without-{library}.png")
        screen.key("Return")
        assert process.wait(20) == 2
    finally:
        away.rename(place)
        process.terminate()


def test_no_chinese_font_is_said_in_chinese(bare: Root, screen: Display) -> None:
    fonts = bare.folder / "usr/share/fonts"
    subprocess.run(["mount", "-t", "tmpfs", "none", fonts], check=True)
    process = bare.start(RUN, env={"DISPLAY": screen.name, "HOME": "/tmp/neu"})
    try:
        assert screen.window(TITLE, 30), (bare.folder / "tmp/started.log").read_text("utf-8", "replace")
        screen.picture(PICTURES / "linux-no-font.png")
        screen.key("Escape")
        assert process.wait(20) == 2
    finally:
        subprocess.run(["umount", "-l", fonts], check=True)
        process.terminate()


def test_a_damaged_bundle_names_the_file(bare: Root, screen: Display) -> None:
    module = bare.folder / INSTALLED / "app/ui/shell/window.py"
    compiled = next((module.parent / "__pycache__").glob("window.*.pyc"))
    whole = compiled.read_bytes()
    compiled.write_bytes(whole[: len(whole) // 2])
    process = bare.start(RUN, env={"DISPLAY": screen.name})
    try:
        assert screen.window(TITLE, 30)
        assert f"app/ui/shell/__pycache__/{compiled.name}" in (bare.folder / "tmp/started.log").read_text(
            "utf-8", "replace"
        )
        screen.picture(PICTURES / "linux-damaged.png")
        screen.key("Return")
        assert process.wait(20) == 2
    finally:
        compiled.write_bytes(whole)
        process.terminate()


def test_a_profile_that_cannot_be_written_is_told_in_the_window(bare: Root, screen: Display) -> None:
    home = bare.folder / "home/ro"
    home.mkdir(parents=True)
    process = bare.start(RUN, env={"DISPLAY": screen.name, "HOME": "/home/ro"}, user="65534:65534")
    try:
        assert screen.window(TITLE)
        screen.picture(PICTURES / "linux-read-only-profile.png")
        assert not any(home.iterdir())
    finally:
        process.terminate()
        process.wait(20)


def test_the_tar_runs_from_anywhere_as_anybody(linux: dict[str, Path], bare: Root) -> None:
    """From a folder with blanks and Chinese in its name, mounted read-only, as a user who owns none of it."""
    place = bare.folder / "tmp/U 盘/绿色版"
    place.mkdir(parents=True)
    subprocess.run(["tar", "xf", linux[".xz"], "-C", place], check=True)
    subprocess.run(["mount", "--bind", "-o", "ro", place, place], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)
    try:
        run = next(place.glob("*/run"))
        inside = "/" + str(run.relative_to(bare.folder))
        home = bare.folder / "tmp/home"
        home.mkdir()
        home.chmod(0o777)
        shutil.copy(ROOT / SAMPLE, home / "样例.txt")
        done = bare.run(
            inside,
            "import",
            "/tmp/home/样例.txt",
            "-o",
            "/tmp/home/报告.gkbg",
            env={"HOME": "/tmp/home"},
            user="65534:65534",
        )
        assert done.returncode == 0, done.stderr
        for suffix in (".docx", ".pdf"):
            out = f"/tmp/home/报告{suffix}"
            done = bare.run(
                inside, "export", "/tmp/home/报告.gkbg", "-o", out, env={"HOME": "/tmp/home"}, user="65534:65534"
            )
            assert done.returncode == 0, done.stderr
    finally:
        subprocess.run(["umount", "-l", place], check=False)


def test_a_newer_one_is_installed_over_and_keeps_settings_and_unsaved_work(
    linux: dict[str, Path], tmp_path: Path, screen: Display
) -> None:
    """The one before, with a file that the new one no longer has; a report is edited and the program killed; then the update."""
    old = tmp_path / "old"
    subprocess.run(["dpkg-deb", "-R", linux[".deb"], old], check=True)
    control = old / "DEBIAN/control"
    control.write_text(control.read_text("utf-8").replace(f"Version: {VERSION}", "Version: 0.9.0"), "utf-8")
    (old / INSTALLED / "app/gone.py").write_text("", "utf-8")
    with laid_out(BARE, tmp_path / "update", system(BARE)) as root:
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Znone", "--build", old, root.folder / "tmp/old.deb"],
            check=True,
            capture_output=True,
        )
        assert root.run("dpkg", "-i", "/tmp/old.deb").returncode == 0
        shutil.copy(ROOT / SAMPLE, root.folder / "root/样例.txt")
        assert root.run(RUN, "import", "/root/样例.txt", "-o", "/root/报告.gkbg").returncode == 0
        process = root.start(RUN, "/root/报告.gkbg", env={"DISPLAY": screen.name})
        window = screen.window("报告.gkbg")
        assert window
        screen.picture(PICTURES / "linux-before-update.png")
        subprocess.run(
            ["xdotool", "windowfocus", window], env={"DISPLAY": screen.name, "PATH": "/usr/bin"}, check=False
        )
        screen.key("F7", "ctrl+Page_Down", "ctrl+Page_Down")
        screen.key("7", "Return")
        time.sleep(2)
        process.kill()
        process.wait(20)
        _gone(screen, "报告.gkbg")
        shutil.copy(linux[".deb"], root.folder / "tmp/new.deb")
        done = root.run("dpkg", "-i", "/tmp/new.deb")
        assert done.returncode == 0, done.stderr
        assert root.run("dpkg-query", "-W", "-f", "${Version}", NAME).stdout == VERSION
        assert not (root.folder / INSTALLED / "app/gone.py").exists()
        kept = list((root.folder / "root/.config").rglob("*.conf"))
        assert kept, "the settings stay"
        process = root.start(RUN, env={"DISPLAY": screen.name})
        try:
            assert screen.window(TITLE)
            screen.picture(PICTURES / "linux-after-update.png")
        finally:
            process.terminate()
            process.wait(20)


def test_it_leaves_nothing_behind(linux: dict[str, Path], tmp_path: Path) -> None:
    with laid_out(BARE, tmp_path / "removed", system(BARE)) as root:
        shutil.copy(linux[".deb"], root.folder / "tmp/program.deb")
        assert root.run("dpkg", "-i", "/tmp/program.deb").returncode == 0
        done = root.run("dpkg", "-P", NAME)
        assert done.returncode == 0, done.stderr
        left = [name for name in root.written() if NAME in name or "gkbg" in name or name.startswith("opt/")]
        assert left == []


def _gone(screen: Display, title: str) -> None:
    for _ in range(100):
        if not screen.window(title, 0.1):
            return
        time.sleep(0.2)
    pytest.fail(f"the window {title} is still there")
