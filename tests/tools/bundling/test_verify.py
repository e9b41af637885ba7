"""What the audit of a bundle finds: one fault planted in a small bundle, one sentence about it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.bundling import archives, binaries
from tools.bundling.cache import BundleError
from tools.bundling.verify import audit, main

if not shutil.which("objdump"):
    pytest.skip("objdump (binutils) is not installed", allow_module_level=True)
if not sys.platform.startswith("linux"):
    pytest.skip("bundles are made and audited on Linux", allow_module_level=True)

LIBRARY = next((Path(sys.prefix) / "lib").glob("python*/site-packages/lxml/etree*.so"))
"""A library as wheels bring it: it needs glibc 2.28 at most."""


def _seal(top: Path) -> None:
    files = sorted(p for p in top.rglob("*") if p.is_file() and p.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(top).as_posix()}\n" for p in files]
    (top / "SHA256SUMS").write_text("".join(lines), "utf-8")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A small bundle in order."""
    top = tmp_path / "bundle"
    (top / "app/__pycache__").mkdir(parents=True)
    (top / "licences").mkdir()
    (top / "app/main.py").write_text("", "utf-8")
    (top / "app/__pycache__/main.cpython-313.pyc").write_bytes(b"")
    (top / "app/LICENSE").write_text("Apache", "utf-8")
    shutil.copy(LIBRARY, top / "lib.so")
    component = {
        "name": "own",
        "licenses": [{"expression": "Apache-2.0"}],
        "properties": [{"name": "licence-text", "value": "app/LICENSE"}],
    }
    (top / "bill.cdx.json").write_text(json.dumps({"metadata": {"component": component}, "components": []}), "utf-8")
    (top / "MANIFEST.json").write_text(json.dumps({"platform": "linux-x86_64"}), "utf-8")
    _seal(top)
    archives.settle(top, 1_700_000_000)
    return top


def test_a_bundle_in_order_has_no_fault(bundle: Path) -> None:
    assert list(audit(bundle)) == []
    assert main(bundle) == 0


def _changed(top: Path) -> None:
    (top / "app/main.py").write_text("changed", "utf-8")


def _missing(top: Path) -> None:
    (top / "app/LICENSE").unlink()


def _more(top: Path) -> None:
    (top / "app/more.txt").write_text("", "utf-8")


def _build_path(top: Path) -> None:
    (top / "app/LICENSE").write_text(f"made in {Path(__file__).parents[3]}/x", "utf-8")
    _seal(top)


def _direct_url(top: Path) -> None:
    (top / "a-1.dist-info").mkdir()
    (top / "a-1.dist-info/direct_url.json").write_text("{}", "utf-8")
    _seal(top)


def _no_licence(top: Path) -> None:
    bill = json.loads((top / "bill.cdx.json").read_text("utf-8"))
    bill["components"].append({"name": "secret", "licenses": [{"expression": "NOASSERTION"}]})
    (top / "bill.cdx.json").write_text(json.dumps(bill), "utf-8")
    _seal(top)


def _no_byte_code(top: Path) -> None:
    (top / "app/more.py").write_text("", "utf-8")
    _seal(top)


def _kept_from_others(top: Path) -> None:
    (top / "app/LICENSE").chmod(0o600)


def _points_out(top: Path) -> None:
    (top / "app/link").symlink_to("/etc/passwd")


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (_changed, "app/main.py is not what SHA256SUMS says"),
        (_missing, "app/LICENSE is missing"),
        (_more, "app/more.txt is not in SHA256SUMS"),
        (_build_path, "app/LICENSE holds the build path"),
        (_direct_url, "a-1.dist-info/direct_url.json tells of the installation"),
        (_direct_url, "a-1 is not in bill.cdx.json"),
        (_no_licence, "secret: its licence is not known"),
        (_no_byte_code, "app/more.py has no byte code"),
        (_kept_from_others, "app/LICENSE has the mode -rw-------"),
        (_points_out, "app/link points out of the bundle"),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else "",
)
def test_each_fault_is_found(bundle: Path, plant: Callable[[Path], None], words: str) -> None:
    plant(bundle)
    assert [fault for fault in audit(bundle) if fault.startswith(words)]
    assert main(bundle) == 1


def test_a_file_for_a_newer_c_library_is_found(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is lowered instead of the need raised: not every machine has a file that needs more."""
    from tools.bundling import verify
    from tools.bundling.manifest import Manifest, Target, manifest

    lower = Manifest(**{**vars(manifest()), "target": Target("2.3", "3.4.25", "1.3.11", "3.13")})
    monkeypatch.setattr(verify, "manifest", lambda: lower)
    assert any(fault.startswith("lib.so needs GLIBC_2.") for fault in audit(bundle))


def test_a_library_of_nowhere_is_found(bundle: Path) -> None:
    """The library asks for libm; called like another processor's file, it would not be found either."""
    needed = binaries.binaries([bundle / "lib.so"])[0].needed
    assert "libc.so.6" in needed
    data = (bundle / "lib.so").read_bytes().replace(b"libc.so.6\0", b"libx.so.6\0")
    (bundle / "lib.so").write_bytes(data)
    _seal(bundle)
    assert "lib.so needs libx.so.6, which is neither in the bundle nor the system's" in list(audit(bundle))


def test_names_in_a_zip_without_the_utf_8_flag_are_found(bundle: Path, tmp_path: Path) -> None:
    (bundle / "年报.exe").write_bytes(b"")
    _seal(bundle)
    made = tmp_path / "made.zip"
    archives.zip_folder(bundle, made, 1_700_000_000)
    (tmp_path / "SHA256SUMS").write_text(f"{hashlib.sha256(made.read_bytes()).hexdigest()}  made.zip\n", "utf-8")
    assert [fault for fault in audit(made) if "flag" in fault] == []
    entry = next(info for info in zipfile.ZipFile(made).infolist() if info.filename.endswith(".exe"))
    raw = made.read_bytes()
    flagged = (0x800).to_bytes(2, "little")
    start = entry.header_offset
    raw = raw[: start + 6] + b"\0\0" + raw[start + 8 :]
    central = raw.rindex("年报.exe".encode()) - 46 - len("bundle/")
    assert raw[central + 8 : central + 10] == flagged
    made.write_bytes(raw[: central + 8] + b"\0\0" + raw[central + 10 :])
    assert any("has no UTF-8 flag" in fault for fault in audit(made))


def test_an_artefact_of_another_digest_is_found(bundle: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.tar.xz"
    archives.tar_xz(bundle, made, 1_700_000_000)
    assert any("is not listed in a SHA256SUMS" in fault for fault in audit(made))
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  made.tar.xz\n", "utf-8")
    assert any("its digest is not the one" in fault for fault in audit(made))


def test_what_is_no_bundle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no bundle"):
        list(audit(tmp_path))
    with pytest.raises(BundleError, match="there is no"):
        list(audit(tmp_path / "nothing.zip"))


def test_the_same_folder_gives_the_same_bytes(bundle: Path, tmp_path: Path) -> None:
    """Whatever the order of writing, the times and the folder it lay in."""
    other = tmp_path / "elsewhere" / bundle.name
    other.mkdir(parents=True)
    for path in sorted(bundle.rglob("*"), reverse=True):
        target = other / path.relative_to(bundle)
        target.mkdir(parents=True, exist_ok=True) if path.is_dir() else target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            shutil.copy(path, target)
            os.utime(target, (1, 1))
    for name, make in (("a.tar.xz", archives.tar_xz), ("a.zip", archives.zip_folder)):
        made = []
        for number, folder in enumerate((bundle, other)):
            archives.settle(folder, 1_700_000_000)
            place = tmp_path / f"{number}"
            place.mkdir(exist_ok=True)
            make(folder, place / name, 1_700_000_000)
            made.append((place / name).read_bytes())
        assert made[0] == made[1]
