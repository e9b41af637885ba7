"""Draw the icons in their sizes from the SVG files; run by the interpreter of a bundle, whose typst draws the same everywhere.

``python icons.py png SVG FOLDER SIZE…`` writes FOLDER/SIZE.png; ``python icons.py ico SVG FILE SIZE…`` one icon of Windows.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path


def drawn(svg: Path, size: int) -> bytes:
    """The picture as PNG, ``size`` pixels wide and high."""
    import typst

    page = f'#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: none)\n#image("{svg.name}", width: 100%)'
    # the stub wants the source and the root to be of one type
    made: bytes = typst.compile(page.encode(), root=str(svg.parent), format="png", ppi=72.0)  # type: ignore[call-overload]
    return made


def main(kind: str, svg: str, target: str, *sizes: str) -> None:
    from PIL import Image

    pictures = {int(size): drawn(Path(svg).resolve(), int(size)) for size in sizes}
    if kind == "png":
        for size, data in pictures.items():
            Path(target, f"{size}.png").write_bytes(data)
        return
    images = [Image.open(io.BytesIO(data)) for data in pictures.values()]
    images[-1].save(target, "ICO", sizes=[image.size for image in images], append_images=images[:-1])


if __name__ == "__main__":
    main(*sys.argv[1:])
