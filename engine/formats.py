"""Which picture formats are read, and what a file is by its first bytes.

Pillow opens some forty formats. Only those are let in that cameras, phones, browsers, scanners and
research code write; the others mean nothing here (fonts, fax, weather grids), start other programs
(EPS, WMF) or widen what a hostile file can reach. Nothing here imports Pillow.
"""

# Pillow's name of a format → how its files end. An .mpo is a JPEG with a second picture inside, as
# phones write; DIB is a BMP without the header of a file.
FORMATS: dict[str, tuple[str, ...]] = {
    "PNG": (".png", ".apng"),
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"),
    "WEBP": (".webp",),
    "AVIF": (".avif", ".avifs"),
    "BMP": (".bmp",),
    "DIB": (".dib",),
    "GIF": (".gif",),
    "TIFF": (".tif", ".tiff"),
    "PPM": (".ppm", ".pgm", ".pbm", ".pnm", ".pfm"),
}
SUFFIXES = frozenset(suffix for suffixes in FORMATS.values() for suffix in suffixes)
FORMATS_TEXT = "PNG, JPEG, WebP, AVIF, BMP, GIF, TIFF or PPM"

_STARTS = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8", "JPEG"),
    (b"BM", "BMP"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"%PDF", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"8BPS", "a Photoshop document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
)
# ISO media files carry a brand at byte 8 (https://mp4ra.org/registered-types/brands).
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


def kind_of(data: bytes) -> str:
    """Name the kind of file: a key of `FORMATS`, or words such as "a video"; "" when unknown."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF":
        return "WEBP" if data[8:12] == b"WEBP" else "a sound or video file"
    if data[4:8] == b"ftyp":
        return _iso_kind(data[8:12])
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml")) and b"<svg" in head:
        return "an SVG drawing"
    return "a web page" if head.startswith((b"<!doctype html", b"<html")) else ""


def _iso_kind(brand: bytes) -> str:
    if brand in (b"avif", b"avis"):
        return "AVIF"
    return "a HEIC photo" if brand in _HEIF_BRANDS else "a video"
