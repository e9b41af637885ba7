"""Files from Debian's archive, of another release than this machine's, through the machine's own apt and without touching its lists."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache as once
from pathlib import Path

from tools.bundling import cache
from tools.bundling.cache import BundleError
from tools.bundling.manifest import Package, Source

SOURCES_FROM = "trixie"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


def sources(wanted: list[Source]) -> dict[str, Path]:
    """The archives of the sources by file name, fetched where they are not in the cache. Raises BundleError."""
    files = {s.file: s.sha256 for s in wanted} | {s.patches: s.patches_sha256 for s in wanted if s.patches}
    missing = [
        s for s in wanted if not (_have(s.file, s.sha256) and (not s.patches or _have(s.patches, s.patches_sha256)))
    ]
    if missing:
        names = [f"{s.package}={s.patch_level}" if s.patch_level else s.package for s in missing]
        _fetch(SOURCES_FROM, "amd64", ["--download-only", "--only-source", "source", *names], files)
    return _taken(files)


def packages(wanted: list[Package]) -> dict[str, Path]:
    """The .deb files of the packages by their names, fetched where they are not in the cache. Raises BundleError."""
    files = {p.file: p.sha256 for p in wanted}
    missing = [p for p in wanted if not _have(p.file, p.sha256)]
    for release, architecture in sorted({(p.release, p.architecture) for p in missing}):
        names = [f"{p.name}={p.version}" for p in missing if (p.release, p.architecture) == (release, architecture)]
        _fetch(release, architecture, ["download", *names], files)
    return _taken(files)


def _inputs() -> Path:
    path = cache.folder() / "inputs"
    path.mkdir(exist_ok=True)
    return path


def _have(name: str, sha256: str) -> bool:
    path = _inputs() / name
    return path.exists() and cache.digest(path) == sha256


def _taken(files: dict[str, str]) -> dict[str, Path]:
    for name, sha256 in files.items():
        if not _have(name, sha256):
            raise BundleError(
                f"{name} with SHA-256 {sha256} is not to be had from the archive (any more): lay it into {_inputs()}, "
                "or raise the version in tools/bundling/manifest.toml"
            )
    return {name: _inputs() / name for name in files}


def _fetch(release: str, architecture: str, action: list[str], files: dict[str, str]) -> None:
    """Let apt fetch, and keep what has the right digest. Some mirrors lack a few files that nothing here needs (.dsc), so what
    apt itself thinks of it decides nothing."""
    options = _apt(release, architecture)
    with cache.working("fetch") as draft:
        done = subprocess.run(["apt-get", "-qq", *options, *action], cwd=draft, capture_output=True, encoding="utf-8")
        if done.returncode:
            cache.say(done.stderr.strip())
        for path in draft.iterdir():
            name = path.name.replace("%3a", ":")
            if name in files and cache.digest(path) == files[name]:
                shutil.move(path, _inputs() / name)


@once
def _apt(release: str, architecture: str) -> list[str]:
    """Options that show apt one release only: the status of this machine's packages is hidden too, else apt takes its versions."""
    if not shutil.which("apt-get"):
        raise BundleError("apt-get is needed to fetch the inputs; build on Debian or Ubuntu")
    home = cache.folder() / f"apt-{release}-{architecture}"
    for part in ("lists/partial", "cache/archives/partial"):
        (home / part).mkdir(parents=True, exist_ok=True)
    listed = home / "sources.list"
    site = mirror()
    listed.write_text(
        "".join(
            f"{kind} [signed-by={KEYRING}] {place} main\n"
            for kind in ("deb", "deb-src")
            for place in (f"{site} {release}", f"{site}-security {release}-security")
        ),
        encoding="utf-8",
    )
    options = [
        f"Dir::Etc::sourcelist={listed}", "Dir::Etc::sourceparts=-", f"Dir::State::lists={home}/lists", f"Dir::Cache={home}/cache",
        "Dir::State::status=/dev/null", "APT::Sandbox::User=root", f"APT::Architecture={architecture}", f"APT::Architectures::={architecture}",
    ]  # fmt: skip
    flags = [part for option in options for part in ("-o", option)]
    done = subprocess.run(["apt-get", "-qq", *flags, "update"], capture_output=True, encoding="utf-8")
    if done.returncode:
        raise BundleError(f"apt cannot read the lists of {release}:\n{done.stderr}")
    return flags


def mirror() -> str:
    """The archive that this machine's own apt uses. Raises BundleError where it uses none of Debian."""
    for path in (Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))):
        if path.is_file() and (
            found := re.search(
                r"^(?:URIs:|deb(?: \[[^]]*\])?) *(\S+/debian)/?(?:\s|$)", path.read_text(encoding="utf-8"), re.M
            )
        ):
            return found[1]
    raise BundleError("the apt sources of this machine name no Debian archive (…/debian)")
