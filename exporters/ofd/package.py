"""The OFD as a package (GB/T 33190, chapters 6, 7 and 8): entry, document, fonts, pages, outline."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from exporters.document import Document, Figure
from exporters.ofd.opentype import font_file
from exporters.ofd.pages import DECLARATION, NAMESPACE, Shared, characters_of, mm, page_xml
from exporters.ofd.sheets import Bookmark, Face, Pages, Picture
from exporters.pages.source import keywords_of

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Date of the entries: the same report gives the same bytes."""
_APPLICATION = _SUBJECT = "政府信息公开工作年度报告"
_ROOT = f'xmlns:ofd="{NAMESPACE}"'


def package(document: Document, pages: Pages, family_of: Callable[[str], str], today: date) -> bytes:
    """The bytes of the file. ``family_of`` gives the family of a font by its PostScript name, since readers that pass over embedded
    fonts look for that; ``today`` is the date in the information of the file.
    """
    numbers = count(1)

    def new_id() -> int:
        return next(numbers)

    characters = characters_of(pages.sheets)
    fonts = {face: new_id() for face in pages.fonts}
    pictures = {item.data: 0 for sheet in pages.sheets for item in sheet.items if isinstance(item, Picture)}
    pictures = {data: new_id() for data in pictures}
    page_ids = [new_id() for _ in pages.sheets]
    files = {
        f"Doc_0/Res/font_{id}.{_suffix(face)}": font_file(face, characters.get(face, {})) for face, id in fonts.items()
    }
    files |= {f"Doc_0/Res/{_picture_name(data, id)}": data for data, id in pictures.items()}
    names = (block.exhibit.described for block in document.blocks if isinstance(block, Figure) and block.exhibit.data)
    shared = Shared(fonts, pictures, characters, names, new_id)
    contents = [page_xml(sheet, shared).encode() for sheet in pages.sheets]
    entries = [
        ("Doc_0/Document.xml", _document(pages, page_ids, new_id()).encode()),
        ("Doc_0/PublicRes.xml", _resources(fonts, pictures, family_of).encode()),
        *((f"Doc_0/Pages/Page_{number}/Content.xml", data) for number, data in enumerate(contents)),
        *files.items(),
    ]
    identity = hashlib.sha256(b"".join(data for _, data in entries)).hexdigest()[:32]
    return _zipped([("OFD.xml", _entry(document, identity, today).encode()), *entries])


def _entry(document: Document, identity: str, today: date) -> str:
    """What the file is: the first thing that a reader looks at."""
    words = keywords_of(document)
    info = {
        "DocID": identity,
        "Title": document.title,
        "Author": document.unit,
        "Subject": _SUBJECT,
        "CreationDate": today.isoformat(),
        "ModDate": today.isoformat(),
    }
    about = "".join(f"<ofd:{name}>{escape(value)}</ofd:{name}>" for name, value in info.items() if value)
    keywords = "".join(f"<ofd:Keyword>{escape(word)}</ofd:Keyword>" for word in words)
    return (
        f'{DECLARATION}<ofd:OFD {_ROOT} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo>{about}'
        f"<ofd:Keywords>{keywords}</ofd:Keywords><ofd:Creator>{_APPLICATION}</ofd:Creator></ofd:DocInfo>"
        f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )


def _document(pages: Pages, page_ids: Sequence[int], last: int) -> str:
    first = pages.sheets[0]
    box = f"0 0 {mm(first.width)} {mm(first.height)}"
    listed = "".join(
        f'<ofd:Page ID="{id}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number, id in enumerate(page_ids)
    )
    outline = "".join(_outline(pages.bookmarks, page_ids))
    outlines = f"<ofd:Outlines>{outline}</ofd:Outlines>" if outline else ""
    return (
        f"{DECLARATION}<ofd:Document {_ROOT}><ofd:CommonData><ofd:MaxUnitID>{last}</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages>{outlines}"
        f"<ofd:VPreferences><ofd:PageMode>UseOutlines</ofd:PageMode><ofd:TabDisplay>DocTitle</ofd:TabDisplay></ofd:VPreferences></ofd:Document>"
    )


def _outline(bookmarks: Sequence[Bookmark], page_ids: Sequence[int]) -> Iterator[str]:
    """The bookmarks, those of a lower level inside the one before them."""
    for index, bookmark in enumerate(bookmarks):
        if index and bookmark.level <= bookmarks[index - 1].level:
            for _ in range(bookmarks[index - 1].level - bookmark.level + 1):
                yield "</ofd:OutlineElem>"
        target = f'<ofd:Dest Type="XYZ" PageID="{page_ids[bookmark.page]}" Left="0" Top="{mm(bookmark.y)}" Zoom="0"/>'
        yield (
            f"<ofd:OutlineElem Title={quoteattr(bookmark.title)}><ofd:Actions>"
            f'<ofd:Action Event="CLICK"><ofd:Goto>{target}</ofd:Goto></ofd:Action></ofd:Actions>'
        )
    for _ in range(bookmarks[-1].level if bookmarks else 0):
        yield "</ofd:OutlineElem>"


def _resources(fonts: Mapping[Face, int], pictures: Mapping[bytes, int], family_of: Callable[[str], str]) -> str:
    def lines() -> Iterator[str]:
        for face, id in fonts.items():
            look = {"Italic": face.italic, "Bold": face.weight >= 600, "Serif": face.serif, "FixedWidth": face.fixed}
            said = "".join(f' {name}="true"' for name, value in look.items() if value)
            name = quoteattr(family_of(face.name))
            yield f'<ofd:Font ID="{id}" FontName={name} FamilyName={name} Charset="unicode"{said}>'
            yield f"<ofd:FontFile>font_{id}.{_suffix(face)}</ofd:FontFile></ofd:Font>"

    inner = f"<ofd:Fonts>{''.join(lines())}</ofd:Fonts>" if fonts else ""
    if pictures:
        media = (
            f'<ofd:MultiMedia ID="{id}" Type="Image" Format="{"PNG" if _is_png(data) else "JPEG"}">'
            f"<ofd:MediaFile>{_picture_name(data, id)}</ofd:MediaFile></ofd:MultiMedia>"
            for data, id in pictures.items()
        )
        inner += f"<ofd:MultiMedias>{''.join(media)}</ofd:MultiMedias>"
    return f'{DECLARATION}<ofd:Res {_ROOT} BaseLoc="Res">{inner}</ofd:Res>'


def _is_png(data: bytes) -> bool:
    return data.startswith(b"\x89PNG")


def _picture_name(data: bytes, id: int) -> str:
    return f"image_{id}.{'png' if _is_png(data) else 'jpg'}"


def _suffix(face: Face) -> str:
    return "ttf" if face.data[:4] in (b"\x00\x01\x00\x00", b"true") else "otf"


def _zipped(entries: Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, data)
    return out.getvalue()
