"""The parts of a bundle and their licences: texts laid into it, a readable list, and a software bill (CycloneDX)."""

from __future__ import annotations

import email
import json
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tools.bundling import cache, debian
from tools.bundling.manifest import HERE, Within, manifest
from tools.bundling.platforms import Platform
from tools.bundling.program import Program

COMMON = Path("/usr/share/common-licenses")
TEXT = "licence-text"
BILL = "bill.cdx.json"
X_LIBRARIES = ("libxcb-", "libxkbcommon")
FONTS = ("fonts-linuxlibertine", "fonts-dejavu-core")
CLASSIFIED = {
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: MIT License": "MIT",
}
SPELLED = {
    "BSD": "BSD-2-Clause",
    "ISC License": "ISC",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}


@dataclass(frozen=True)
class Part:
    """Something that a bundle holds: where it came from (a package URL), the digest of that, and where its licence is told,
    as paths in the bundle."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    purl: str = ""
    sha256: str = ""


def write(
    bundle: Path, site: Path, wheels: Path, platform: Platform, program: Program, interpreter: list[Part]
) -> None:
    """Lay licences/, the list and the bill into a bundle. ``site`` is where in it the wheels were installed."""
    parts = [
        Part("gongkai-annual-report", program.version, "Apache-2.0", ("app/LICENSE", "app/NOTICE")),
        *interpreter,
        *(_packages(bundle) if platform.window and not platform.windows else ()),
        *_wheels(bundle, site, wheels),
    ]
    names = {part.name for part in parts}
    parts += [_within(inner, bundle, site) for inner in manifest().within if _is_in(inner, names, platform)]
    _common_texts(bundle, site, parts)
    (bundle / BILL).write_text(bill(parts, program, platform), "utf-8")
    listed = "\n".join(f"- {p.name} {p.version}：{p.licence}（{'、'.join(p.texts)}）" for p in parts)
    intro = (HERE / "files/licences.txt").read_text("utf-8")
    (bundle / "licences/说明.txt").write_text(intro.replace("{PARTS}", listed), "utf-8")


def built(licences: Path, bundle: Path) -> list[Part]:
    """The interpreter and what is linked into it, with the texts taken from their sources."""
    shutil.copytree(licences, bundle / "licences", dirs_exist_ok=True)
    return [
        Part(
            source.name,
            source.patch_level or source.version,
            source.licence,
            tuple(f"licences/{source.name}-{Path(name).name}" for name in source.licence_files),
            f"pkg:deb/debian/{source.package}@{source.patch_level or source.version}",
            source.sha256,
        )
        for source in manifest().sources
    ]


def bill(parts: list[Part], program: Program, platform: Platform) -> str:
    """The software bill in CycloneDX 1.6."""

    def component(part: Part) -> dict[str, object]:
        entry: dict[str, object] = {"type": "library", "bom-ref": f"{part.name}@{part.version}", "name": part.name}
        if part.version:
            entry["version"] = part.version
        if part.sha256:
            entry["hashes"] = [{"alg": "SHA-256", "content": part.sha256}]
        entry["licenses"] = [{"expression": part.licence}]
        if part.purl:
            entry["purl"] = part.purl
        entry["properties"] = [{"name": TEXT, "value": text} for text in part.texts]
        return entry

    own, *others = parts
    moment = datetime.fromtimestamp(program.time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{program.commit} {platform.name}')}",
        "version": 1,
        "metadata": {"timestamp": moment, "component": component(own) | {"type": "application"}},
        "components": [component(part) for part in others],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _wheels(bundle: Path, site: Path, wheels: Path) -> Iterator[Part]:
    """What was installed, by its own metadata."""
    files = {path.name.split("-")[0].lower(): path for path in wheels.glob("*.whl")}
    for info in sorted(site.glob("*.dist-info")):
        told = email.message_from_string((info / "METADATA").read_text("utf-8"))
        name, version = str(told["Name"]), str(told["Version"])
        wheel = files[info.name.split("-")[0].lower()]
        texts = [p for p in sorted(info.rglob("*")) if p.is_file() and _is_licence(p)]
        texts += [p for p in sorted((site / info.name.split("-")[0]).glob("doc/*")) if _is_licence(p)]
        yield Part(
            name.lower().replace("_", "-").replace(".", "-"),
            version,
            _licence(told),
            tuple(p.relative_to(bundle).as_posix() for p in texts) or ("licences/LGPL-3.txt", "licences/GPL-3.txt"),
            f"pkg:pypi/{name.lower()}@{version}",
            cache.digest(wheel),
        )


def _is_licence(path: Path) -> bool:
    return "licenses" in path.parts[:-1] or path.stem.lower().startswith(("licen", "copying"))


def _licence(told: email.message.Message) -> str:
    expression = told["License-Expression"] or told["License"] or ""
    if not expression or len(expression) > 80:
        classified = [CLASSIFIED[c] for c in told.get_all("Classifier", []) if c in CLASSIFIED]
        expression = classified[0] if classified else "NOASSERTION"
    return SPELLED.get(str(expression), str(expression))


def _packages(bundle: Path) -> Iterator[Part]:
    """The X libraries, with Debian's copyright files."""
    wanted = [p for p in manifest().group("amd64") if p.name.startswith(X_LIBRARIES)]
    files = debian.packages(wanted)
    for package in wanted:
        text = f"licences/{package.name}.txt"
        _copyright(files[package.file], package.name, bundle / text)
        purl = f"pkg:deb/debian/{package.name}@{package.version}?arch={package.architecture}"
        yield Part(package.name, package.version, package.licence, (text,), purl, package.sha256)


def _copyright(deb: Path, name: str, target: Path) -> None:
    with cache.working("deb") as draft:
        cache.run(["dpkg-deb", "-x", deb, draft])
        shutil.copyfile(draft / f"usr/share/doc/{name}/copyright", target)


def _is_in(inner: Within, names: set[str], platform: Platform) -> bool:
    return inner.wheel in names and (not inner.only or (inner.only == "windows") == platform.windows)


def _within(inner: Within, bundle: Path, site: Path) -> Part:
    texts: tuple[str, ...] = (inner.text,)
    if inner.text == "*":
        info = next(site.glob(f"{inner.wheel.replace('-', '_')}-*.dist-info"))
        texts = tuple(
            p.relative_to(bundle).as_posix() for p in sorted(info.rglob("*")) if p.is_file() and _is_licence(p)
        )
    return Part(inner.name, inner.version, inner.licence, texts)


def _common_texts(bundle: Path, site: Path, parts: list[Part]) -> None:
    """The texts that many share, where a part names them."""
    named = {text for part in parts for text in part.texts}
    for text in ("LGPL-3", "GPL-3", "Apache-2.0"):
        if f"licences/{text}.txt" in named:
            shutil.copyfile(COMMON / text, bundle / f"licences/{text}.txt")
    if "licences/ICU.txt" in named:
        shutil.copyfile(
            next(site.glob("pypdfium2-*.dist-info/licenses/BUILD_LICENSES/icu.txt")), bundle / "licences/ICU.txt"
        )
    if "licences/fonts.txt" in named:
        wanted = manifest().group("amd64", *FONTS)
        files = debian.packages(wanted)
        with (bundle / "licences/fonts.txt").open("w", encoding="utf-8") as target:
            for package in wanted:
                _copyright(files[package.file], package.name, bundle / "licences/one.txt")
                target.write((bundle / "licences/one.txt").read_text("utf-8") + "\n")
        (bundle / "licences/one.txt").unlink()
