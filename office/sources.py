"""What is handed in: files, folders, zip archives, mails with attachments, as single files to read with their time of receipt."""

from __future__ import annotations

import email
import email.header
import email.message
import email.policy
import email.utils
import re
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from desk.files import files_in
from exporters.files import safe_name
from models.storage.errors import unreadable

CHINA = timezone(timedelta(hours=8))
"""The time in which mails are dated: all of China has one."""
_OURS = (".gkhz", ".gkhz-wal", ".gkhz-shm", ".gkhz-journal")
_DOCUMENT = ("[Content_Types].xml", "mimetype", "OFD.xml", "word/document.xml", "xl/workbook.xml", "content.xml")
"""Names of which a zip that is a document has one."""
MAX_MEMBER = 256 * 1024 * 1024
MAX_TOTAL = 8 * 1024 * 1024 * 1024
MAX_MEMBERS = 50_000
MAX_DEPTH = 4
MAX_MAIL = 256 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MESSAGE = "__properties_version1.0".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Received:
    """When a file was received: ``instant`` in seconds, ``words`` as people read it, with the day of the place."""

    instant: float
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """One file to read: ``file`` is how the ledger calls it (a member of an archive behind its archive), ``path`` where it lies
    now, ``origin`` the file that was handed in. ``failure`` says why it cannot be opened at all."""

    file: str
    path: Path
    origin: Path
    received: Received
    failure: str = ""


def at(moment: datetime) -> Received:
    """A time with its zone; one without is that of this machine."""
    moment = moment if moment.tzinfo is not None else moment.astimezone()
    return Received(moment.timestamp(), moment.replace(microsecond=0).isoformat(" "))


def now() -> Received:
    return at(datetime.now().astimezone())


def items(paths: Iterable[Path], folder: Path, received: Received | None = None) -> Iterator[Item]:
    """Every file that the sources hold, in order. Archives and mails are unpacked into ``folder``, bounded.

    ``received`` is a person's word on the time of all of them.
    """
    unpacked = _Unpacked(folder)
    for path in paths:
        base = path if path.is_dir() else path.parent
        for file in files_in([path]):
            if not file.name.lower().endswith(_OURS):
                name = file.relative_to(base).as_posix() if file.is_relative_to(base) else file.name
                for item in unpacked.of(Item(name, file, file, _time_of(file))):
                    yield item if received is None else replace(item, received=received)


def _time_of(path: Path) -> Received:
    try:
        return at(datetime.fromtimestamp(path.stat().st_mtime).astimezone())
    except (OSError, ValueError, OverflowError):
        return now()


class _Unpacked:
    """Takes archives and mails apart, all of them together within one budget."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self._bytes = 0

    def of(self, item: Item, depth: int = 0) -> Iterator[Item]:
        """The item itself, or what is in it."""
        try:
            with item.path.open("rb") as file:
                head = file.read(4096)
        except (OSError, ValueError) as error:
            yield replace(item, failure=str(unreadable(item.path, error)))
            return
        suffix = item.path.suffix.lower()
        if depth > MAX_DEPTH:
            yield replace(item, failure=f"“{item.file}”里的压缩文件套了太多层；请解压后再收。")
        elif head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
            yield replace(
                item, failure=f"“{item.file}”是 .rar、.7z 一类的压缩文件，不能直接打开；请解压后再收，或请对方用 .zip。"
            )
        elif suffix == ".msg" or (head.startswith(_OLE) and _is_outlook(item.path)):
            yield replace(
                item,
                failure=f"“{item.file}”是 Outlook 邮件（.msg），不能直接打开；请在 Outlook 中另存附件，或另存为 .eml 再收。",
            )
        elif suffix == ".eml" or (suffix not in (".mht", ".mhtml", ".html", ".htm") and _is_mail(head)):
            yield from self._mail(item, depth)
        elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            yield from self._archive(item, depth)
        else:
            yield item

    def _archive(self, item: Item, depth: int) -> Iterator[Item]:
        try:
            with zipfile.ZipFile(item.path) as archive:
                infos = archive.infolist()
                if any(info.filename in _DOCUMENT for info in infos):
                    yield item
                    return
                yield from self._members(item, archive, infos, depth)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, zlib.error, EOFError) as error:
            if item.path.suffix.lower() == ".zip":
                said = f"“{item.file}”无法解压（{type(error).__name__}），可能没有传完；请重新取得后再收。"
                yield replace(item, failure=said)
            else:
                yield item  # its reader says what is wrong with the document

    def _members(
        self, item: Item, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], depth: int
    ) -> Iterator[Item]:
        found = False
        for info in infos[:MAX_MEMBERS]:
            name = member_name(info)
            parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
            if info.is_dir() or not parts or any(part.startswith(("~$", ".~", ".", "__MACOSX")) for part in parts):
                continue
            found = True
            one = replace(item, file=f"{item.file}/{'/'.join(parts)}", received=_member_time(info, item.received))
            try:
                path = self._unpack(archive, info, parts[-1])
            except RuntimeError:
                yield replace(one, failure=f"“{one.file}”设有密码，不能解压；请向报送单位要密码，解压后再收。")
            except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, OSError, _TooMuchError) as error:
                why = str(error) if isinstance(error, _TooMuchError) else "压缩文件损坏"
                yield replace(one, failure=f"“{one.file}”无法解压（{why}）；请重新取得后再收。")
            else:
                yield from self.of(replace(one, path=path), depth + 1)
        if len(infos) > MAX_MEMBERS:
            yield replace(
                item, failure=f"“{item.file}”里有{len(infos)}个文件，只收了前{MAX_MEMBERS}个；请分几个压缩文件。"
            )
        elif not found:
            yield replace(item, failure=f"“{item.file}”是空的压缩文件，里面没有报告；请重新取得后再收。")

    def _unpack(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Path:
        path = self._place(name)
        written = 0
        with archive.open(info) as source, path.open("wb") as target:
            while block := source.read(1 << 20):
                written += len(block)
                self._bytes += len(block)
                if written > MAX_MEMBER or self._bytes > MAX_TOTAL:
                    path.unlink(missing_ok=True)
                    raise _TooMuchError("解压后太大")
                target.write(block)
        return path

    def _place(self, name: str) -> Path:
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        suffix = re.sub("[^A-Za-z0-9.]", "", Path(name).suffix)[:12]
        return folder / f"{safe_name(Path(name).stem)[:60]}{suffix}"

    def _mail(self, item: Item, depth: int) -> Iterator[Item]:
        try:
            if item.path.stat().st_size > MAX_MAIL:
                yield replace(item, failure=f"“{item.file}”太大（超过256MB）；请把附件存出来再收。")
                return
            message = email.message_from_bytes(item.path.read_bytes(), policy=email.policy.compat32)
        except (OSError, ValueError) as error:
            yield replace(item, failure=str(unreadable(item.path, OSError(str(error)))))
            return
        dated = _mail_time(message) or item.received
        parts = list(_attachments(message))
        bodies = [part for part in parts if not _is_decoration(part)] or parts
        for number, part in enumerate(bodies, 1):
            name = safe_name(_part_name(part).replace("/", "／")) or f"附件{number}"
            payload = part.get_payload(decode=True)
            one = replace(item, file=f"{item.file}/{name}", received=dated)
            if not isinstance(payload, bytes) or not payload:
                yield replace(one, failure=f"“{one.file}”是空的附件；请报送单位重新发送。")
                continue
            path = self._place(name)
            path.write_bytes(payload)
            yield from self.of(replace(one, path=path), depth + 1)
        if not bodies:
            yield replace(item, received=dated, failure=f"邮件“{item.file}”没有附件；请看邮件正文，需要的另存后再收。")


class _TooMuchError(Exception):
    pass


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member; where the archive does not say that it is UTF-8, it is what Chinese systems write: GBK."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _member_time(info: zipfile.ZipInfo, otherwise: Received) -> Received:
    if info.date_time[0] <= 1980:  # what archives have that were made without a time
        return otherwise
    try:
        return at(datetime.fromtimestamp(time.mktime((*info.date_time, 0, 0, -1))).astimezone())
    except (ValueError, OverflowError):
        return otherwise


def _is_mail(head: bytes) -> bool:
    """Whether a file begins as a mail does: with several of its headers, one of them that of its sender."""
    names = {match[1].lower() for match in re.finditer(rb"(?m)^([A-Za-z-]{2,40}):", head.lstrip(b"\xef\xbb\xbf \r\n"))}
    return re.match(rb"[A-Za-z-]{2,40}:", head) is not None and {b"from", b"mime-version"} <= names and b"date" in names


def _is_outlook(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _MESSAGE in file.read(1 << 20)
    except OSError:
        return False


def _mail_time(message: email.message.Message) -> Received | None:
    try:
        moment = email.utils.parsedate_to_datetime(str(message.get("Date", "")))
    except (TypeError, ValueError, IndexError):
        return None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=CHINA)
    return at(moment.astimezone(CHINA))


def _attachments(message: email.message.Message) -> Iterator[email.message.Message]:
    for part in message.walk():
        if not part.is_multipart() and (_part_name(part) or part.get_content_disposition() == "attachment"):
            yield part


def _is_decoration(part: email.message.Message) -> bool:
    """A picture that stands in the letter, as a logo under the signature."""
    return part.get_content_maintype() == "image" and bool(part.get("Content-ID"))


def _part_name(part: email.message.Message) -> str:
    name = part.get_filename()
    if not name:
        return ""
    words = []
    try:
        pieces = email.header.decode_header(name)
    except (ValueError, email.errors.HeaderParseError):
        pieces = [(name, None)]
    for piece, charset in pieces:
        words.append(piece if isinstance(piece, str) else _decoded(piece, charset))
    joined = "".join(words)
    try:  # bytes that no header told the encoding of
        return _decoded(joined.encode("ascii", "surrogateescape"), None)
    except UnicodeEncodeError:
        return joined


def _decoded(raw: bytes, charset: str | None) -> str:
    wider = {"gb2312": "gb18030", "gbk": "gb18030"}
    for encoding in (wider.get((charset or "").lower(), charset), "utf-8", "gb18030"):
        if encoding:
            try:
                return raw.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return raw.decode("utf-8", "replace")
