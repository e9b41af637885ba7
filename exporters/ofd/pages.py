"""A page in the words of the standard (GB/T 33190, chapters 7.7, 9 and 11): text, lines and filled areas. Its unit is the millimetre."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from exporters.geometry import MM
from exporters.ofd.sheets import UNKNOWN, Color, Face, Glyph, Picture, Shape, Sheet, Words

NAMESPACE = "http://www.ofdspec.org/2016"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PLACES = 3
"""Decimals of a millimetre: a tenth of what a printer of 2,400 dots per inch can place."""
_MARGIN = 1.0
"""Millimetres by which the box of an object exceeds what it is known to contain, since a reader may cut off what lies outside."""

Characters = Mapping[str, int]
"""The glyph that a font has for a character."""


def characters_of(sheets: Sequence[Sheet]) -> dict[Face, dict[str, int]]:
    """For each font the glyph of each character; where a font was used with two for one, the first."""
    found: dict[Face, dict[str, int]] = {}
    for sheet in sheets:
        for item in sheet.items:
            if isinstance(item, Words):
                known = found.setdefault(item.font, {})
                for glyph in item.glyphs:
                    if len(glyph.text) == 1 and glyph.id and glyph.text != UNKNOWN:
                        known.setdefault(glyph.text, glyph.id)
    return found


@dataclass(frozen=True, slots=True)
class Shared:
    """What the pages of a document have in common: the numbers of fonts and of pictures, the maps of the fonts, what the pictures are to
    be called, in their order, and where the next free number comes from.
    """

    fonts: Mapping[Face, int]
    pictures: Mapping[bytes, int]
    characters: Mapping[Face, Characters]
    names: Iterator[str]
    new_id: Callable[[], int]


def page_xml(sheet: Sheet, shared: Shared) -> str:
    """The page."""
    new_id = shared.new_id
    layer = new_id()
    objects: list[str] = []
    for item in sheet.items:
        if isinstance(item, Words):
            parts = _parts(item, shared.characters)
            objects += (_text(part, shared.fonts, item, transform, new_id()) for part, transform in parts)
        elif isinstance(item, Picture):
            objects.append(_picture(item, shared.pictures[item.data], next(shared.names, ""), new_id()))
        else:
            objects.append(_path(item, new_id()))
    box = f"0 0 {mm(sheet.width)} {mm(sheet.height)}"
    return (
        f'{DECLARATION}<ofd:Page xmlns:ofd="{NAMESPACE}"><ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>'
        f'<ofd:Content><ofd:Layer Type="Body" ID="{layer}">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def mm(points: float) -> str:
    """A length as it is written."""
    return number(points / MM)


def number(value: float) -> str:
    return f"{round(value, _PLACES) + 0.0:.{_PLACES}f}".rstrip("0").rstrip(".")


def _parts(words: Words, characters: Mapping[Face, Characters]) -> Iterator[tuple[tuple[Glyph, ...], bool]]:
    """The glyphs in stretches without blanks at their ends, which readers of XML do not keep; a glyph that the font's map would not
    give for its text stands alone, True: its number is to be written too.
    """
    known = characters.get(words.font, {})
    stretch: list[Glyph] = []
    for glyph in (*words.glyphs, None):
        plain = glyph is not None and (known.get(glyph.text) == glyph.id or not glyph.id)
        if plain and glyph is not None:
            stretch.append(glyph)
            continue
        while stretch and stretch[0].text.isspace():
            stretch.pop(0)
        while stretch and stretch[-1].text.isspace():
            stretch.pop()
        if stretch:
            yield tuple(stretch), False
        stretch = []
        if glyph is not None:
            yield (glyph,), True


def _text(glyphs: Sequence[Glyph], fonts: Mapping[Face, int], words: Words, transform: bool, id: int) -> str:
    face, size = words.font, words.size
    left = glyphs[0].x
    after = glyphs[-1].x + face.advances.get(glyphs[-1].id, 1000.0) * size / 1000
    up, down = max(face.ascent, face.box[3]) * size / 1000, max(-face.descent, -face.box[1]) * size / 1000
    side = max(0.0, -face.box[0]) * size / 1000
    box = f"{mm(left - side)} {mm(words.y - up)} {mm(after - left + 2 * side)} {mm(up + down)}"
    steps = _steps([glyph.x for glyph in glyphs], 1 if not transform else len(glyphs[0].text))
    text = "".join(glyph.text for glyph in glyphs)
    stroke = f' Stroke="true" LineWidth="{mm(words.thickness)}"' if words.thickness else ""
    lines = f'<ofd:StrokeColor Value="{_color(words.color)}"/>' if words.thickness else ""
    shape = (
        f'<ofd:CGTransform CodePosition="0" CodeCount="{len(text)}" GlyphCount="1"><ofd:Glyphs>{glyphs[0].id}</ofd:Glyphs></ofd:CGTransform>'
        if transform
        else ""
    )
    return (
        f'<ofd:TextObject ID="{id}" Boundary="{box}" Font="{fonts[face]}" Size="{mm(size)}"{stroke}>'
        f'<ofd:FillColor Value="{_color(words.color)}"/>{lines}{shape}'
        f'<ofd:TextCode X="{mm(side)}" Y="{mm(up)}"{steps}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def _steps(places: Sequence[float], codes: int) -> str:
    """The distances between the glyphs, equal ones together ("g", how many, how far); they add up to the places as rounded."""
    rounded = [round((x - places[0]) / MM, _PLACES) for x in places]
    distances = [round(b - a, _PLACES) for a, b in pairwise(rounded)] or [0.0] * (codes - 1)
    if not distances:
        return ""
    out: list[str] = []
    count = 0
    for index, distance in enumerate(distances):
        count += 1
        if index + 1 < len(distances) and distances[index + 1] == distance:
            continue
        out.append(f"g {count} {number(distance)}" if count > 2 else " ".join([number(distance)] * count))
        count = 0
    return f' DeltaX="{" ".join(out)}"'


def _picture(picture: Picture, resource: int, name: str, id: int) -> str:
    """A picture fills the unit square, which its matrix spreads over its box."""
    width, height = mm(picture.width), mm(picture.height)
    box = f"{mm(picture.x)} {mm(picture.y)} {width} {height}"
    return f'<ofd:ImageObject ID="{id}" Boundary="{box}" Name={quoteattr(name)} CTM="{width} 0 0 {height} 0 0" ResourceID="{resource}"/>'


def _path(shape: Shape, id: int) -> str:
    xs = [value for step in shape.path for value in step[1::2]]
    ys = [value for step in shape.path for value in step[2::2]]
    around = shape.thickness + _MARGIN
    left, top = min(xs) - around, min(ys) - around
    box = f"{mm(left)} {mm(top)} {mm(max(xs) + around - left)} {mm(max(ys) + around - top)}"
    data = " ".join(" ".join([step[0], *_points(step, left, top)]) for step in shape.path)
    line = f' LineWidth="{mm(shape.thickness)}"' if shape.stroke else ' Stroke="false"'
    colors = f'<ofd:StrokeColor Value="{_color(shape.stroke)}"/>' if shape.stroke else ""
    if shape.fill:
        line += ' Fill="true"'
        colors += f'<ofd:FillColor Value="{_color(shape.fill)}"/>'
    return f'<ofd:PathObject ID="{id}" Boundary="{box}"{line}>{colors}<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def _points(step: tuple[Any, ...], left: float, top: float) -> Iterator[str]:
    for index, value in enumerate(step[1:]):
        yield mm(value - (top if index % 2 else left))


def _color(color: Color) -> str:
    return " ".join(map(str, color))
