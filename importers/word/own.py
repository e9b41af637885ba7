"""Our own Word file, read again: from what stands visibly in it, and from the report where it carries that as data.

Carried data counts as far as nobody has edited the document since.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from importers.document.xml import child, val
from importers.draft import Draft
from importers.result import Imported
from importers.word.package import Package
from models.embedding import Embedded, extract, fingerprint
from models.findings import Finding, Severity
from models.form import Form
from models.marks import WORD_STYLES
from models.naming import name_of
from models.report import META, Report
from models.texts import printed_text
from models.totals import Figures, evaluate
from models.values import Value, show

_FOLDER = "customXml/"
_INVISIBLE = frozenset(META) - {"unit", "year", "form", "signed_by", "signed_on", "unplaced"}
"""Fields that a document does not show."""


def carried(package: Package, name: str) -> Embedded | None:
    """The report in a package; None where it has none. ``name`` is how messages call the file."""
    for part in package.names(_FOLDER):
        if part.endswith(".xml") and (found := extract(package.read(part), name)) is not None:
            return found
    return None


def is_ours(styles: etree._Element | None) -> bool:
    """Whether a document has our styles; office programs keep them whoever saves it."""
    names = {val(child(style, "name")) for style in styles} if styles is not None else set()
    return names.issuperset(WORD_STYLES)


def tell_what_is_not_printed(draft: Draft) -> None:
    """Say once what reading our own file cannot bring back."""
    message = (
        f"{draft.source}：是本软件导出的文件，按文件里看得见的内容导入；"
        "没有印出来的（空白和0的区别、数字的来源、放行提醒的理由等）不在文件里，不能恢复。"
    )
    draft.find("import.own", Severity.INFO, message, advice="有报告文件（.gkbg）的，请直接打开它。")


def is_untouched(embedded: Embedded, visible: str) -> bool:
    return embedded.fingerprint == fingerprint(visible)


def merged(visible: Imported, embedded: Embedded, source: str) -> Imported:
    """What stands in the document, with what it does not show from the data; each difference is a finding."""
    report = embedded.report
    figures = evaluate(report)
    edit: dict[str, Value] = dict(visible.edit)
    findings: list[Finding] = []
    shown = _shown(report, figures)
    for id in dict.fromkeys((*shown, *(id for id in edit if _is_shown(id)))):
        before, now = shown.get(id, ""), show(edit.get(id))
        if _same(before, now):
            _take(edit, id, report.get(id))
        else:
            findings.append(_difference(id, before, now, report.form, source))
    for id, value in report.values.items():
        if id in _INVISIBLE or id.startswith(("tie.", "remark.")):
            edit.setdefault(id, value)
            edit.setdefault(f"origin.{id}", f"{source} 随文件保存的数据")
    return replace(visible, edit=edit, findings=(*findings, *visible.findings))


def _shown(report: Report, figures: Figures) -> dict[str, str]:
    """What the document showed when it was made: nil for a blank, the computed figure for a total, texts with their figures."""
    out = {id: show(figures.printed.get(id)) or "0" for id in report.form.cells}
    out |= {id: printed_text(report, figures, id) for id in report.form.texts if report.text(id)}
    out |= {id: show(report.get(id)) for id in report.values if id.startswith("note.")}
    out |= {id: show(report.get(id)) for id in ("unit", "year", "signed_by", "signed_on") if report.get(id) is not None}
    contact, preamble = report.text("contact"), report.form.preamble.id
    if contact and contact not in out.get(preamble, ""):
        out[preamble] = f"{out.get(preamble, '')}\n{contact}".strip()
    return out


def _is_shown(id: str) -> bool:
    return not id.startswith(("origin.", "remark.")) and id not in ("form", "unplaced")


def _same(before: str, now: str) -> bool:
    return "".join(before.split()) == "".join(now.split())


def _take(edit: dict[str, Value], id: str, value: Value) -> None:
    """The value as the data has it: a nil that stood for a blank is blank again, a figure in a text is bound again."""
    if value is None:
        edit.pop(id, None)
        edit.pop(f"origin.{id}", None)
    else:
        edit[id] = value


def _difference(id: str, before: str, now: str, form: Form, source: str) -> Finding:
    name = name_of(id, form)
    message = f"{source}：{name}在文件里改过：原来是{_quoted(before)}，现在是{_quoted(now)}，按现在的导入。"
    return Finding("import.edited", Severity.WARNING, message, cells=(id,), advice="请核对是不是有意改的。")


def _quoted(text: str) -> str:
    if not text:
        return "空白"
    short = " ".join(text.split())
    return f"“{short if len(short) <= 40 else short[:40] + '…'}”"
