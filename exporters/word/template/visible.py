"""What a reader sees of a template's part and nothing else: changes accepted, comments, hidden words and foreign fields taken out.

A filled template is published. What a reviser struck out, who did it, what a comment says and where a field fetches its words from
would be published with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exporters.word.template.elements import Element, attribute, child, local

_ADDED = frozenset({"ins", "moveTo"})
_STRUCK = frozenset({"del", "moveFrom"})
_RANGES = frozenset(
    f"{name}{end}"
    for name in (
        "moveFromRange",
        "moveToRange",
        "commentRange",
        "customXmlInsRange",
        "customXmlDelRange",
        "customXmlMoveFromRange",
        "customXmlMoveToRange",
    )
    for end in ("Start", "End")
)
_MARKS = _RANGES | {"commentReference", "annotationRef", "dataBinding", "numberingChange", "cellIns", "cellMerge"}
_PROPERTIES = frozenset({"rPr", "pPr", "trPr", "tcPr", "numPr"})
_FIELD = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTION|SECTIONPAGES|PAGEREF|REF|NOTEREF|SEQ|TOC|TC|STYLEREF|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|EQ|SYMBOL|ADVANCE"
    r"|LISTNUM|QUOTE|=|(?:HYPERLINK\s+\\l\s))(?!\w)",
    re.IGNORECASE,
)
"""Fields that take their words from the document itself. Of all others the words stay that they show now."""


@dataclass(slots=True)
class Unseen:
    """What was taken out, to be said."""

    added: int = 0
    struck: int = 0
    hidden: int = 0
    comments: int = 0
    fields: int = 0

    @property
    def notes(self) -> Iterator[str]:
        if self.added or self.struck:
            yield (
                f"模板里有修订痕迹（插入{self.added}处、删除{self.struck}处），按接受修订处理，删去的文字和修订人的姓名没有带入；请核对。"
            )
        if self.hidden:
            yield f"模板里有{self.hidden}处隐藏文字，没有带入。"


def make_visible(root: Element, hidden_styles: Iterable[str] = ()) -> Unseen:
    """Leave in a part only what a reader sees. ``hidden_styles`` are the ids of styles whose words are hidden."""
    out = Unseen()
    _accept(root, out)
    _unhide(root, frozenset(hidden_styles), out)
    _settle_fields(root, out)
    for item in [item for item in root.iter() if local(item) in _MARKS or local(item).endswith("PrChange")]:
        out.comments += local(item) == "commentReference"
        _remove(item)
    return out


def hidden_styles_of(styles: Element) -> Iterator[str]:
    """The ids of the styles that hide their words."""
    for item in styles:
        if local(item) == "style" and _is_on(child(item, "rPr", "vanish")):
            yield attribute(item, "styleId")


def _accept(root: Element, out: Unseen) -> None:
    """Accept what revisers have inserted, struck out and moved."""
    for item in list(root.iter()):
        name = local(item)
        if name not in _ADDED and name not in _STRUCK and name != "cellDel":
            continue
        parent = item.getparent()
        if parent is None:
            continue
        out.added += name in _ADDED
        out.struck += name not in _ADDED
        if local(parent) in _PROPERTIES:
            _accept_mark(item, parent)
        elif name in _ADDED:
            _unwrap(item)
        else:
            _remove(item)


def _accept_mark(item: Element, properties: Element) -> None:
    """A mark in properties: of a row or cell it stands for all of it, of a paragraph for its end."""
    owner = properties.getparent()
    struck = local(item) not in _ADDED
    properties.remove(item)
    if not struck or owner is None:
        return
    if local(properties) == "trPr" or local(item) == "cellDel":
        _remove(owner)
        return
    paragraph = owner.getparent() if local(owner) == "pPr" else None
    following = paragraph.getnext() if paragraph is not None else None
    if paragraph is None or following is None or local(following) != "p":
        return
    # the end of the paragraph is struck out: its words go on in the next one
    begin = 1 if len(following) and local(following[0]) == "pPr" else 0
    following[begin:begin] = [part for part in paragraph if local(part) != "pPr"]
    _remove(paragraph)


def _unhide(root: Element, hidden_styles: frozenset[str], out: Unseen) -> None:
    for run in [item for item in root.iter() if local(item) == "r"]:
        own = child(run, "rPr", "vanish")
        style = attribute(child(run, "rPr", "rStyle"))
        outer = next((item for item in run.iterancestors() if local(item) == "p"), None)
        above = attribute(child(outer, "pPr", "pStyle")) if outer is not None else ""
        if _is_on(own) if own is not None else not hidden_styles.isdisjoint((style, above)):
            out.hidden += any(local(part) == "t" and (part.text or "").strip() for part in run)
            for part in [part for part in run if local(part) in ("t", "drawing", "pict", "object")]:
                run.remove(part)


def _is_on(element: Element | None) -> bool:
    return element is not None and attribute(element) not in ("0", "false", "off")


@dataclass(slots=True)
class _Field:
    code: str
    signs: list[Element]
    in_code: bool = True


def _settle_fields(root: Element, out: Unseen) -> None:
    """Leave of fields that fetch from elsewhere the words that they show."""
    for simple in [item for item in root.iter() if local(item) == "fldSimple"]:
        if not _FIELD.match(attribute(simple, "instr")):
            out.fields += 1
            _unwrap(simple)
    opened: list[_Field] = []
    for item in [item for item in root.iter() if local(item) in ("fldChar", "instrText")]:
        kind = attribute(item, "fldCharType")
        if kind == "begin":
            opened.append(_Field("", [item]))
            continue
        if not opened:
            continue
        field = opened[-1]
        field.signs.append(item)
        if local(item) == "instrText":
            field.code += item.text or ""
        elif kind == "end":
            opened.pop()
            if not _FIELD.match(field.code):
                out.fields += 1
                for sign in field.signs:
                    _remove(sign)


def _unwrap(item: Element) -> None:
    """Put the content of an element in its place."""
    parent = item.getparent()
    if parent is not None:
        index = parent.index(item)
        content = [part for part in item if local(part) not in ("fldData",)]
        parent[index : index + 1] = content


def _remove(item: Element) -> None:
    parent = item.getparent()
    if parent is not None:
        parent.remove(item)
