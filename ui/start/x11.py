"""A window with a sentence in it by libxcb alone: for desktops that have no program for it, when Qt cannot be loaded.

The sentence is drawn with Pillow in the glyphs of resources/fonts/start.otf, so that it needs no font of the system.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from ctypes import POINTER, Structure, c_char_p, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from pathlib import Path

FONT = Path(__file__).resolve().parents[2] / "resources/fonts/start.otf"
POINTS, LINE, MARGIN, WIDTH = 17, 30, 28, 34
"""Pixels of a character, of a line and around the text; Chinese characters in a line."""
NEVER_FIRST = "，。；：、）！？”"
GROUND, INK, MARK = (255, 255, 255), (28, 36, 48), (179, 38, 30)
KEYS = (9, 36, 65)
"""Escape, Enter and Space as a keyboard sends them."""
KEY, CLICK, EXPOSE, GONE, MESSAGE = 2, 4, 12, 17, 33
TOUCHED = 0x1 | 0x4 | 0x8000 | 0x20000
"""Keys, clicks, what has to be drawn again, and the end of the window."""


class _Screen(Structure):
    _fields_ = [
        ("root", c_uint32), ("colormap", c_uint32), ("white", c_uint32), ("black", c_uint32), ("mask", c_uint32),
        ("width", c_uint16), ("height", c_uint16), ("mm_width", c_uint16), ("mm_height", c_uint16),
        ("min_maps", c_uint16), ("max_maps", c_uint16), ("visual", c_uint32), ("stores", c_uint8), ("unders", c_uint8), ("depth", c_uint8),
    ]  # fmt: skip


class _Screens(Structure):
    _fields_ = [("data", POINTER(_Screen)), ("rem", c_int), ("index", c_int)]


class _Atom(Structure):
    _fields_ = [
        ("response", c_uint8),
        ("pad", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("atom", c_uint32),
    ]


class _Event(Structure):
    _fields_ = [("type", c_uint8), ("detail", c_uint8), ("sequence", c_uint16)]


def picture(sentence: str) -> tuple[int, int, bytes]:
    """The sentence as a picture: width, height, and its pixels in blue, green, red and nothing."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(FONT), POINTS)
    lines = broken(sentence, lambda text: font.getlength(text) <= WIDTH * POINTS)
    width = max(int(font.getlength(line)) for line in lines) + 3 * MARGIN + LINE
    height = len(lines) * LINE + 2 * MARGIN
    image = Image.new("RGB", (width, height), GROUND)
    pen = ImageDraw.Draw(image)
    pen.ellipse((MARGIN, MARGIN - 2, MARGIN + LINE, MARGIN + LINE - 2), fill=MARK)
    pen.rectangle((MARGIN + 13, MARGIN + 5, MARGIN + 17, MARGIN + 15), fill=GROUND)
    pen.rectangle((MARGIN + 13, MARGIN + 19, MARGIN + 17, MARGIN + 22), fill=GROUND)
    for number, line in enumerate(lines):
        pen.text((2 * MARGIN + LINE, MARGIN + number * LINE), line, INK, font)
    return width, height, image.convert("RGBA").tobytes("raw", "BGRA")


def broken(sentence: str, fits: Callable[[str], bool]) -> list[str]:
    """The lines of a sentence: Chinese may be broken anywhere but before a mark, a word of letters nowhere."""
    lines = [""]
    for word in re.findall(r"[（“]?(?:[!-~]+|[^!-~])", sentence):
        if lines[-1] and not fits(lines[-1] + word) and word not in NEVER_FIRST:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return lines


def show(title: str, sentence: str) -> None:
    """Show the sentence until the window is closed, clicked, or Enter or Escape is pressed. Raises OSError where no X server
    answers, or none with 24 or 32 bits a pixel."""
    width, height, pixels = picture(sentence)
    xcb = _library()
    connection = c_void_p(xcb.xcb_connect(None, None))
    try:
        if xcb.xcb_connection_has_error(connection):
            raise OSError("no X server")
        screen = xcb.xcb_setup_roots_iterator(c_void_p(xcb.xcb_get_setup(connection))).data.contents
        if screen.depth not in (24, 32):
            raise OSError("no true colours")
        window = _window(xcb, connection, screen, title, (width, height))
        _until_read(xcb, connection, window, screen.depth, (width, height, pixels))
    finally:
        xcb.xcb_disconnect(connection)


def _library() -> ctypes.CDLL:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = c_void_p
    xcb.xcb_get_setup.restype = c_void_p
    xcb.xcb_setup_roots_iterator.restype = _Screens
    xcb.xcb_setup_roots_iterator.argtypes = [c_void_p]
    xcb.xcb_intern_atom_reply.restype = POINTER(_Atom)
    xcb.xcb_wait_for_event.restype = POINTER(_Event)
    return xcb


def _window(xcb: ctypes.CDLL, connection: c_void_p, screen: _Screen, title: str, size: tuple[int, int]) -> int:
    """Make the window in the middle of the screen, with its title, and let the desktop close it."""
    window: int = xcb.xcb_generate_id(connection)
    left, top = (max(0, (of - own) // 2) for of, own in zip((screen.width, screen.height), size, strict=True))
    values = (c_uint32 * 2)(screen.white, TOUCHED)
    xcb.xcb_create_window(
        connection,
        c_uint8(screen.depth),
        window,
        screen.root,
        left,
        top,
        *size,
        0,
        1,
        screen.visual,
        0x2 | 0x800,
        values,
    )
    words = title.encode()
    for name, kind in (("_NET_WM_NAME", "UTF8_STRING"), ("WM_NAME", "UTF8_STRING")):
        xcb.xcb_change_property(
            connection, 0, window, _atom(xcb, connection, name), _atom(xcb, connection, kind), 8, len(words), words
        )
    closing = (c_uint32 * 1)(_atom(xcb, connection, "WM_DELETE_WINDOW"))
    xcb.xcb_change_property(connection, 0, window, _atom(xcb, connection, "WM_PROTOCOLS"), 4, 32, 1, closing)
    xcb.xcb_map_window(connection, window)
    xcb.xcb_flush(connection)
    return window


def _atom(xcb: ctypes.CDLL, connection: c_void_p, name: str) -> int:
    cookie = xcb.xcb_intern_atom(connection, 0, len(name), c_char_p(name.encode()))
    reply = xcb.xcb_intern_atom_reply(connection, cookie, None)
    return int(reply.contents.atom)


def _until_read(xcb: ctypes.CDLL, connection: c_void_p, window: int, depth: int, image: tuple[int, int, bytes]) -> None:
    """Draw whenever asked, until a key, a click or the desktop ends it."""
    width, height, pixels = image
    pen = xcb.xcb_generate_id(connection)
    xcb.xcb_create_gc(connection, pen, window, 0, None)
    while event := xcb.xcb_wait_for_event(connection):
        kind = event.contents.type & 0x7F
        if kind == EXPOSE:
            for line in range(height):  # a line at a time: a server takes no request of any length
                part = pixels[line * width * 4 : (line + 1) * width * 4]
                xcb.xcb_put_image(connection, 2, window, pen, width, 1, 0, line, 0, c_uint8(depth), len(part), part)
            xcb.xcb_flush(connection)
        elif kind in (CLICK, GONE, MESSAGE) or (kind == KEY and event.contents.detail in KEYS):
            return
