"""A server of one file on this machine, honest or not, and a catalogue that names it."""

import threading
from dataclasses import dataclass, field
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from engine.weights import catalogue

ENTRY = """
[[weights]]
name = "{name}"
label = "A small network"
badge = "official"
papers = ["vit"]
architecture = "vit"
layout = "timm"
file = "{file}"
address = "{address}"
sha256 = "{sha256}"
size = {size}
licence = "Apache-2.0"
source = "this machine"
"""


@dataclass
class Manners:
    """How the server behaves; the defaults are those of a good one.

    status:    what it answers instead of the file.
    location:  where it points to instead.
    ranges:    it sends the asked part; otherwise always the whole.
    etag:      the name of this version; None sends no name.
    date:      whether it dates the file.
    announced: the Content-Length it claims; 0 sends pieces without saying how long.
    cut_at:    it closes the connection after so many bytes of the body.
    stall_at:  it falls silent there until `go_on` is set.
    extra:     bytes it adds to the end of a part that was asked for.
    """

    body: bytes
    status: int = 0
    location: str = ""
    ranges: bool = True
    etag: str | None = '"1"'
    date: bool = False
    announced: int | None = None
    cut_at: int | None = None
    stall_at: int | None = None
    extra: bytes = b""
    go_on: threading.Event = field(default_factory=threading.Event)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "FileServer"

    def do_GET(self) -> None:
        manners = self.server.manners
        self.server.asked.append(dict(self.headers))
        if manners.status or (manners.location and not self.path.startswith("/moved")):
            self.send_response(manners.status or 302)
            if manners.location:
                self.send_header("Location", manners.location)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self._send(manners)

    def _send(self, manners: Manners) -> None:
        start = self._start(manners)
        body = manners.body[start:]
        if start >= len(manners.body) > 0:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(manners.body)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(206 if start else 200)
        if start:
            body += manners.extra
            self.send_header("Content-Range", f"bytes {start}-{len(manners.body) - 1}/{len(manners.body)}")
        if manners.etag is not None:
            self.send_header("ETag", manners.etag)
        if manners.date:
            self.send_header("Last-Modified", formatdate(0, usegmt=True))
        pieces = manners.announced == 0
        if pieces:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(len(body) if manners.announced is None else manners.announced))
        self.end_headers()
        self._write(body, manners, pieces)

    def _start(self, manners: Manners) -> int:
        wanted, version = self.headers.get("Range"), self.headers.get("If-Range")
        if not wanted or not manners.ranges or (version and version not in (manners.etag, formatdate(0, usegmt=True))):
            return 0
        return int(wanted.removeprefix("bytes=").rstrip("-"))

    def _write(self, body: bytes, manners: Manners, pieces: bool) -> None:
        for end in filter(None, (manners.stall_at, manners.cut_at, len(body))):
            piece, body = body[:end], body[end:]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if pieces and piece else piece)
            if end == manners.stall_at:
                manners.go_on.wait(60)
            if end == manners.cut_at:
                self.close_connection = True
                return
        if pieces:
            self.wfile.write(b"0\r\n\r\n")
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


class FileServer(ThreadingHTTPServer):
    """Serves `manners.body` at every address; `asked` are the headers of every request so far."""

    daemon_threads = False

    def __init__(self, body: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.manners = Manners(body)
        self.asked: list[dict[str, str]] = []
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def at(self, path: str) -> str:
        """Return the address of a path on this server."""
        return f"http://127.0.0.1:{self.server_port}/{path}"

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients here hang up in mid-sentence."""

    def end(self) -> None:
        """Stop, whatever is still being sent."""
        self.manners.go_on.set()
        self.shutdown()
        self._thread.join()
        self.server_close()


def write_catalogue(path: Path, server: FileServer, *, published: bool = True, size: int | None = None) -> None:
    """Write a catalogue whose "small" is what the server has, and whose "quiet" has no published hash."""
    body = server.manners.body
    text = ""
    for name, digest in (("small", sha256(body).hexdigest() if published else ""), ("quiet", "")):
        file = f"{name}-net.pth"
        weight = len(body) if size is None else size
        text += ENTRY.format(name=name, file=file, address=server.at(file), sha256=digest[:8], size=weight)
    path.write_text(text, encoding="utf-8")


def use_catalogue(path: Path) -> None:
    """Make this the catalogue from here on."""
    catalogue.CATALOGUE = path
    catalogue.catalogue.cache_clear()
