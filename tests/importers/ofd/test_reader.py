"""OFD files: ours and those of other programs give what the same pages give as a PDF; what cannot be read is said in a sentence."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import importers
from exporters.ofd.report import make
from exporters.options import Options
from exporters.pages.pdf import make as pdf
from importers.document.package import MAX_PART
from importers.ofd.drawing import distances
from importers.ofd.path import stretches
from importers.result import Imported, UnreadableError
from models.findings import Severity
from models.report import Report
from models.totals import evaluate
from tests.exporters.pages.reports import huaian
from tests.importers.documents import TEXTS
from tests.reports import PUBLISHED, published_report

Files = dict[str, bytes]


def report(name: str) -> Report:
    return published_report(name).apply({id: text for id, text in TEXTS.items() if "{" not in text})


def read(tmp_path: Any, data: bytes, name: str = "报告.ofd") -> Imported:
    path = tmp_path / name
    path.write_bytes(data)
    return importers.read(path)


def said(tmp_path: Any, data: bytes) -> str:
    """The one sentence with which a file is refused."""
    with pytest.raises(UnreadableError) as caught:
        read(tmp_path, data)
    message = str(caught.value)
    assert message.startswith("“报告.ofd”") and message.endswith("。") and "\n" not in message
    return message


@cache
def ours(name: str) -> bytes:
    return make(report(name), Options()).data


def files(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_published_report_as_an_ofd_is_read_exactly(tmp_path: Any, name: str) -> None:
    imported, printed = read(tmp_path, ours(name)), report(name)
    totals = evaluate(printed).printed
    for id in printed.form.cells:
        assert imported.edit.get(id) == (totals[id] or 0), id
    texts = {id: text for id, text in printed.values.items() if id in TEXTS or id in ("unit", "year")}
    assert {id: imported.edit.get(id) for id in texts} == texts
    assert {f.code for f in imported.findings if f.severity is not Severity.INFO} <= {"import.shape"}


def test_pages_give_as_an_ofd_what_they_give_as_a_pdf(tmp_path: Any) -> None:
    from_ofd = read(tmp_path, make(huaian(), Options()).data, "报告.x").edit
    from_pdf = read(tmp_path, pdf(huaian(), Options()).data, "报告.x").edit
    assert from_ofd == from_pdf


# ways in which other programs write ---------------------------------------------------------------------------------------


def rewritten(pattern: str, change: str | Callable[[re.Match[str]], str]) -> Callable[[Files], Files]:
    def rewrite(parts: Files) -> Files:
        return {
            name: re.sub(pattern, change, data.decode()).encode() if name.endswith(".xml") else data
            for name, data in parts.items()
        }

    return rewrite


def each_character_apart(parts: Files) -> Files:
    def apart(match: re.Match[str]) -> str:
        head, x, y, written, text = match.groups()
        text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        place, codes = float(x), []
        for char, step in zip(text, [*distances(written or "", len(text)), 0.0], strict=False):
            codes.append(f'<ofd:TextCode X="{place:.4f}" Y="{y}">{char}</ofd:TextCode>')
            place += step
        return head + "".join(codes)

    return rewritten(
        r'(<ofd:FillColor[^>]*>)<ofd:TextCode X="([^"]*)" Y="([^"]*)"(?: DeltaX="([^"]*)")?>([^<]*)</ofd:TextCode>',
        apart,
    )(parts)


def half_size_and_a_matrix(parts: Files) -> Files:
    def halved(match: re.Match[str]) -> str:
        head, size, inner = match.groups()
        numbers = rewritten_numbers(inner)
        return f'<ofd:TextObject{head} CTM="2 0 0 2 0 0" Size="{float(size) / 2}">{numbers}</ofd:TextObject>'

    def rewritten_numbers(inner: str) -> str:
        inner = re.sub(r'\b([XY])="([^"]*)"', lambda m: f'{m[1]}="{float(m[2]) / 2}"', inner)
        return re.sub(
            r'DeltaX="([^"]*)"', lambda m: f'DeltaX="{" ".join(str(d / 2) for d in distances(m[1], 9999))}"', inner
        )

    return rewritten(r'<ofd:TextObject((?: (?!Size)\w+="[^"]*")*) Size="([^"]*)">(.*?)</ofd:TextObject>', halved)(parts)


def rules_as_thin_areas(parts: Files) -> Files:
    def area(match: re.Match[str]) -> str:
        def thin(line: re.Match[str]) -> str:
            x, y, x2, y2 = map(float, line.groups())
            w, h = (0.2, 0.0) if x == x2 else (0.0, 0.2)
            return f"M {x} {y} L {x2 + w} {y} L {x2 + w} {y2 + h} L {x} {y2 + h} C"

        return re.sub(
            r"M ([\d.-]+) ([\d.-]+) L ([\d.-]+) ([\d.-]+)(?= M|<)",
            thin,
            match[0].replace('LineWidth="', 'Fill="true" Stroke="false" LineWidth="'),
        )

    return rewritten(r'<ofd:PathObject ID="\d+" Boundary="[^"]*" LineWidth.*?</ofd:PathObject>', area)(parts)


def content_on_a_template(parts: Files) -> Files:
    out = dict(parts)
    first = out["Doc_0/Pages/Page_0/Content.xml"].decode()
    content = re.search(r"<ofd:Content>.*</ofd:Content>", first, re.DOTALL)
    assert content
    out["Doc_0/Pages/Page_0/Content.xml"] = (
        first.replace(content[0], "")
        .replace("<ofd:Area>", '<ofd:Template TemplateID="9000" ZOrder="Background"/><ofd:Area>')
        .encode()
    )
    out["Doc_0/Tpls/Tpl_0/Content.xml"] = first.encode()
    out["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(
        b"</ofd:CommonData>", b'<ofd:TemplatePage ID="9000" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
    )
    return out


def tables_as_shared_objects(parts: Files) -> Files:
    out = dict(parts)
    units: list[str] = []

    def shared(match: re.Match[str]) -> str:
        units.append(
            f'<ofd:CompositeGraphicUnit ID="{8000 + len(units)}" Width="210" Height="297"><ofd:Content>{match[0]}</ofd:Content>'
            "</ofd:CompositeGraphicUnit>"
        )
        return f'<ofd:CompositeObject ID="{8500 + len(units)}" Boundary="0 0 210 297" ResourceID="{8000 + len(units) - 1}"/>'

    for name in parts:
        if name.endswith("Content.xml"):
            out[name] = re.sub(r"<ofd:PathObject.*?</ofd:PathObject>", shared, parts[name].decode()).encode()
    out["Doc_0/PublicRes.xml"] = parts["Doc_0/PublicRes.xml"].replace(
        b"</ofd:Res>", f"<ofd:CompositeGraphicUnits>{''.join(units)}</ofd:CompositeGraphicUnits></ofd:Res>".encode()
    )
    return out


WAYS: Mapping[str, Callable[[Files], Files]] = {
    "each character in a code of its own": each_character_apart,
    "half the size under a matrix": half_size_and_a_matrix,
    "rules as thin areas": rules_as_thin_areas,
    "each rule a path of its own": rewritten(
        r'(<ofd:PathObject ID="\d+" Boundary="[^"]*" LineWidth="[^"]*">.*?<ofd:AbbreviatedData>)(.*?)</ofd:AbbreviatedData></ofd:PathObject>',
        lambda m: "".join(f"{m[1]}{line}</ofd:AbbreviatedData></ofd:PathObject>" for line in re.findall(r"M[^M]+", m[2])),
    ),
    "the content of a page on its template": content_on_a_template,
    "rules in shared objects": tables_as_shared_objects,
    "blocks in layers": rewritten(r"(<ofd:Layer[^>]*>)(.*)</ofd:Layer>", r'\1<ofd:PageBlock ID="7777">\2</ofd:PageBlock></ofd:Layer>'),
    "places from the root": rewritten(r'BaseLoc="Pages/', 'BaseLoc="/Doc_0/Pages/'),
    "places with the other slash and other capitals": rewritten(r'BaseLoc="Pages/(Page_\d+)/Content', r'BaseLoc="pages\\\1\\content'),
    "the namespace of the draft standard": rewritten(r"http://www\.ofdspec\.org/2016", "http://www.ofdspec.org"),
    "no prefix": rewritten(r"xmlns:ofd=|ofd:", lambda m: "xmlns=" if m[0].startswith("xmlns") else ""),
    "paper that begins elsewhere": rewritten(
        r"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>", "<ofd:PhysicalBox>0 0 210.0 297.00</ofd:PhysicalBox>"
    ),
    "even distances left unsaid in tables": rewritten(r' DeltaX="(?:g \d+ )?3\.704(?: 3\.704)*"', ""),
    "a region to cut by": rewritten(
        r"(<ofd:Layer[^>]*>)",
        r'\1<ofd:PathObject ID="7778" Boundary="0 0 210 297" Stroke="false"><ofd:AbbreviatedData>M 1 1 L 200 1 L 200 290 L 1 290 C</ofd:AbbreviatedData></ofd:PathObject>',
    ),
    "words that are not shown": rewritten(
        r"(<ofd:Layer[^>]*>)",
        r'\1<ofd:TextObject ID="7779" Visible="false" Boundary="30 100 50 9" Font="1" Size="5"><ofd:TextCode X="0" Y="5">看不见的字</ofd:TextCode></ofd:TextObject>',
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_pages_written_in_another_way_give_the_same(tmp_path: Any, way: str) -> None:
    plain = files(ours("huaian-2024"))
    changed = WAYS[way](plain)
    assert changed != plain
    assert read(tmp_path, zipped(changed)).edit == read(tmp_path, zipped(plain)).edit


# what cannot be read ------------------------------------------------------------------------------------------------------


def part(name: str, data: bytes) -> bytes:
    return zipped({**files(ours("huaian-2024")), name: data})


PAGE = "Doc_0/Pages/Page_0/Content.xml"
ENTRY = b'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>%s</ofd:DocRoot></ofd:DocBody></ofd:OFD>'


def page_of(inner: str) -> bytes:
    return f'<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer ID="1">{inner}</ofd:Layer></ofd:Content></ofd:Page>'.encode()


def of_one_page(inner: str, **more: bytes) -> bytes:
    document = b'<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:PublicRes>Res.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>'
    return zipped(
        {
            "OFD.xml": ENTRY % b"D/Document.xml",
            "D/Document.xml": document,
            "D/P.xml": page_of(inner),
            **{k.replace("__", "/") + ".xml": v for k, v in more.items()},
        }
    )


CIRCLE = b'<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="5" Width="1" Height="1"><ofd:Content><ofd:CompositeObject ID="6" Boundary="0 0 1 1" ResourceID="5"/><ofd:CompositeObject ID="7" Boundary="0 0 1 1" ResourceID="5"/></ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>'
ENTITIES = (
    b'<!DOCTYPE a [<!ENTITY b "'
    + b"b" * 1000
    + b'"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">&c;</ofd:OFD>'
)
TEXT = '<ofd:TextObject ID="2" Boundary="{}" Font="1" Size="{}"><ofd:TextCode X="{}" Y="5" DeltaX="{}">文字文字文字文字文字文字文字文字文字文字文字文字</ofd:TextCode></ofd:TextObject>'

HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "an empty package with the right name": (lambda: zipped({"OFD.xml": b""}), "损坏"),
    "another root": (lambda: zipped({"OFD.xml": b"<html/>"}), "损坏"),
    "a document of another root": (lambda: zipped({"OFD.xml": ENTRY % b"D.xml", "D.xml": b"<html/>"}), "损坏"),
    "no document": (lambda: zipped({"OFD.xml": ENTRY % b"Doc_0/Document.xml"}), "损坏"),
    "a document outside of the package": (lambda: zipped({"OFD.xml": ENTRY % b"../../../etc/passwd"}), "损坏"),
    "no pages": (lambda: part("Doc_0/Document.xml", b"<Document/>"), "损坏"),
    "a page that is no XML": (lambda: part(PAGE, b"<ofd:Page"), "损坏"),
    "a bomb": (lambda: part(PAGE, b"<a>" + b" " * (MAX_PART + 10) + b"</a>"), "太大"),
    "entities": (lambda: zipped({"OFD.xml": ENTITIES}), "实体"),
    "encrypted": (lambda: part("Encryptions.xml", b"<a/>"), "密码"),
    "hundreds of pages": (lambda: part("Doc_0/Document.xml", b"<Document><Pages>" + b'<Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * 300 + b"</Pages></Document>"), "300页"),
    "objects that hold themselves": (lambda: of_one_page('<ofd:CompositeObject ID="2" Boundary="0 0 1 1" ResourceID="5"/>', D__Res=CIRCLE), "内容太多"),
    "blocks without end": (lambda: of_one_page('<ofd:PageBlock ID="3">' * 50 + "</ofd:PageBlock>" * 50), "内容太多"),
    "more than fits on a page": (lambda: of_one_page(TEXT.format("0 0 9 9", 1, 0, "") * 1500), "内容太多"),
    "a page full of rules": (lambda: of_one_page("".join(f'<ofd:PathObject ID="{n}" Boundary="0 0 210 297"><ofd:AbbreviatedData>M 0 {1.4 * n} L 210 {1.4 * n} M {1.4 * n} 0 L {1.4 * n} 297</ofd:AbbreviatedData></ofd:PathObject>' for n in range(2, 200))), "画满了线"),
    "a picture": (lambda: of_one_page('<ofd:ImageObject ID="2" Boundary="0 0 210 297" ResourceID="4"/>'), "扫描件"),
    "no text": (lambda: of_one_page(""), "没有文字"),
    "text without a place": (lambda: of_one_page(TEXT.format("", 5, 0, "")), "没有文字"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Any, case: str) -> None:
    data, word = HOSTILE[case]
    assert word in said(tmp_path, data())


@pytest.mark.parametrize("share", [0.02, 0.5, 0.97])
def test_a_file_that_breaks_off_is_said(tmp_path: Any, share: float) -> None:
    data = ours("huaian-2024")
    assert "不完整" in said(tmp_path, data[: int(len(data) * share)])


@pytest.mark.parametrize("wrong", ["NaN", "inf", "1e400", "-1e99", "甲", "1 2", ""])
def test_numbers_that_are_none_do_no_harm(tmp_path: Any, wrong: str) -> None:
    inner = TEXT.format("10 10 200 10", "5", wrong, wrong) + TEXT.format(
        f"{wrong} {wrong} 9 9", wrong, "0", f"g {wrong} 5"
    )
    imported = read(tmp_path, of_one_page(inner))
    assert "文字文字" in str(imported.edit["unplaced"])


def test_a_page_that_is_missing_is_said(tmp_path: Any) -> None:
    parts = files(ours("huaian-2024"))
    del parts["Doc_0/Pages/Page_2/Content.xml"]
    messages = [finding.message for finding in read(tmp_path, zipped(parts)).findings if finding.code == "import.cut"]
    assert messages == ["报告.ofd：文件里没有第3页，没有读入。"]


def test_a_second_document_in_the_file_is_said(tmp_path: Any) -> None:
    parts = files(ours("huaian-2024"))
    parts["OFD.xml"] = re.sub(rb"(<ofd:DocBody>.*</ofd:DocBody>)", rb"\1\1", parts["OFD.xml"])
    assert any("2份文档" in finding.message for finding in read(tmp_path, zipped(parts)).findings)


def test_texts_without_a_place_are_counted(tmp_path: Any) -> None:
    parts = files(ours("huaian-2024"))
    parts[PAGE] = parts[PAGE].replace(b"</ofd:Layer>", TEXT.format("", 5, 0, "").encode() + b"</ofd:Layer>")
    assert any("1处文字没有位置" in finding.message for finding in read(tmp_path, zipped(parts)).findings)


@given(st.lists(st.floats(-50, 50).map(lambda value: round(value, 3)), max_size=30))
def test_distances_are_read_as_they_are_written_singly_or_together(values: list[float]) -> None:
    assert list(distances(" ".join(map(str, values)), len(values))) == values
    assert list(distances(" ".join(f"g 2 {value}" for value in values), 2 * len(values))) == [
        v for v in values for _ in (0, 1)
    ]


@settings(max_examples=60)
@given(st.text(alphabet="MLQBASC 0123456789.-eN", max_size=80))
def test_any_path_ends(data: str) -> None:
    for points, _ in stretches(data):
        assert len(points) > 1
