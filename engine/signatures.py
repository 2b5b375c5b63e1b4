"""What a file is by its first bytes, so that a refusal can say what was given instead."""

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
    """Name the kind of file: "PNG", …, as Pillow does, or words such as "a video"; "" when unknown."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF":
        return "WEBP" if data[8:12] == b"WEBP" else "a sound or video file"
    if data[4:8] == b"ftyp":
        return _iso_kind(data[8:12])
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml")) and b"<svg" in data[:4096].lower():
        return "an SVG drawing"
    return "a web page" if head.startswith((b"<!doctype html", b"<html")) else ""


def _iso_kind(brand: bytes) -> str:
    if brand in (b"avif", b"avis"):
        return "AVIF"
    return "a HEIC photo" if brand in _HEIF_BRANDS else "a video"
