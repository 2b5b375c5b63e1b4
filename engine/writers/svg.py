"""A small SVG document: shapes appended in order, text escaped, metadata inside."""

import json
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

FONT = "Inter, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif"

Number = float


def number(value: Number) -> str:
    """Write a coordinate with a hundredth of a unit, without trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def text_width(text: str, size: float = 12.0) -> float:
    """Return about how wide a line of text is: no font is at hand to ask, so on the wide side."""
    return sum(size if ord(character) > 0x2E7F else 0.58 * size for character in text)


class Svg:
    """An SVG drawing of width × height user units with a white ground."""

    def __init__(self, width: Number, height: Number) -> None:
        self._size = (width, height)
        self._parts: list[str] = []

    def line(self, x1: Number, y1: Number, x2: Number, y2: Number, **style: object) -> None:
        """Add a straight line."""
        self._add("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2}, style)

    def rect(self, x: Number, y: Number, width: Number, height: Number, **style: object) -> None:
        """Add a rectangle."""
        self._add("rect", {"x": x, "y": y, "width": width, "height": height}, style)

    def circle(self, x: Number, y: Number, radius: Number, **style: object) -> None:
        """Add a dot."""
        self._add("circle", {"cx": x, "cy": y, "r": radius}, style)

    def polyline(self, points: Iterable[tuple[Number, Number]], **style: object) -> None:
        """Add straight lines from point to point, not filled unless `style` says so."""
        text = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self._add("polyline", {"points": text}, {"fill": "none", **style})

    def text(self, x: Number, y: Number, text: str, **style: object) -> None:
        """Add a line of text whose baseline starts, or by `text_anchor` is, at (x, y)."""
        self._add("text", {"x": x, "y": y}, style, escape(text))

    def image(self, x: Number, y: Number, width: Number, height: Number, address: str) -> None:
        """Add a picture, given as a data address, with hard pixels."""
        place = {"x": x, "y": y, "width": width, "height": height, "href": address}
        self._add("image", place, {"preserveAspectRatio": "none", "style": "image-rendering:pixelated"})

    def document(self, title: str, metadata: Mapping[str, str]) -> bytes:
        """Return the whole file."""
        width, height = (number(side) for side in self._size)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            f' font-family="{FONT}" font-size="12">'
        )
        facts = escape(json.dumps(dict(metadata), ensure_ascii=False, indent=1))
        ground = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
        lines = [
            head,
            f"<title>{escape(title)}</title>",
            f"<metadata>{facts}</metadata>",
            ground,
            *self._parts,
            "</svg>",
        ]
        return ("\n".join(lines) + "\n").encode()

    def _add(self, tag: str, place: Mapping[str, object], style: Mapping[str, object], inside: str = "") -> None:
        attributes = {**place, **{name.replace("_", "-"): value for name, value in style.items()}}
        text = " ".join(f"{name}={quoteattr(_attribute(value))}" for name, value in attributes.items())
        self._parts.append(f"<{tag} {text}>{inside}</{tag}>" if inside else f"<{tag} {text}/>")


def _attribute(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)
