"""Downloads from servers that stall, cut off, lie and forget; and from a program that is killed."""

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from engine.cli.main import main
from engine.errors import Cancelled, UserError
from engine.weights import download as downloading
from engine.weights import library, store, web
from engine.weights.catalogue import CATALOGUE, Entry, find_entry
from engine.weights.download import download
from engine.weights.imports import imported_file, read_note
from engine.weights.part import Part, discard_part
from engine.weights.progress import Progress, RateMeter, size_text
from engine.weights.web import Stopper
from tests.engine.weights import foreign
from tests.weights_server import FileServer, use_catalogue, write_catalogue

ROOT = Path(__file__).resolve().parents[3]
HALF = 100_000


def weights_file() -> bytes:
    """A real file of weights, of some hundred kilobytes."""
    file = io.BytesIO()
    torch.save(foreign.timm(foreign.small_vit()), file)
    return file.getvalue()


BODY = weights_file()


@pytest.fixture
def server() -> Iterator[FileServer]:
    server = FileServer(BODY)
    yield server
    server.end()


@pytest.fixture(autouse=True)
def own_cache(server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("PAPERSCOPE_CACHE", str(tmp_path / "cache"))
    write_catalogue(tmp_path / "catalogue.toml", server)
    use_catalogue(tmp_path / "catalogue.toml")
    yield tmp_path / "cache"
    use_catalogue(CATALOGUE)


def entry_of(name: str = "small") -> Entry:
    entry = find_entry(name)
    assert entry is not None
    return entry


def fetch(name: str = "small") -> list[Progress]:
    """Download and return what was reported."""
    seen: list[Progress] = []
    download(entry_of(name), seen.append, Stopper())
    return seen


def left(cache: Path) -> set[str]:
    """Names of the files in the folder of imported weights."""
    return {path.name for path in (cache / "imported").iterdir()}


def assert_arrived(cache: Path, name: str = "small") -> None:
    path = imported_file(name)
    assert path is not None
    assert path.read_bytes() == BODY
    assert left(cache) == {f"{name}.weights", f"{name}.json"}
    assert read_note(name).sha256 == sha256(BODY).hexdigest()


def test_it_arrives_and_is_used_by_its_name(own_cache: Path, server: FileServer) -> None:
    seen = fetch()
    assert_arrived(own_cache)
    assert (seen[-1].done, seen[-1].checking) == (len(BODY), True)
    assert (read_note("small").architecture, read_note("small").layout) == ("vit", "timm")
    assert "is the published file" in library.verify("small")
    assert store.open_vit("small").provenance.badge == "official"
    (row, _) = library.list_weights()
    assert (row.state, row.size, row.arrived) == ("ready", len(BODY), 0)
    fetch()
    assert len(server.asked) == 1  # there already


def test_nothing_is_asked_before_a_download(server: FileServer) -> None:
    library.list_weights()
    library.choices(("small",))
    with pytest.raises(UserError, match="not on this machine"):
        store.open_vit("small")
    assert server.asked == []


def test_what_was_cut_off_is_gone_on_with(own_cache: Path, server: FileServer) -> None:
    server.manners.cut_at = HALF
    with pytest.raises(UserError, match=r"broke off at 0\.1 MB of .* What has arrived is kept"):
        fetch()
    (row, _) = library.list_weights()
    assert (row.state, row.arrived) == ("partly downloaded", HALF)
    assert imported_file("small") is None
    server.manners.cut_at = None
    fetch()
    assert server.asked[-1]["Range"] == f"bytes={HALF}-"
    assert server.asked[-1]["If-Range"] == '"1"'
    assert_arrived(own_cache)


@pytest.mark.parametrize(("etag", "date"), [(None, True), ('W/"1"', True), (None, False), ('W/"1"', False)])
def test_it_goes_on_without_a_strong_name(own_cache: Path, server: FileServer, etag: str | None, date: bool) -> None:
    server.manners.etag, server.manners.date = etag, date
    server.manners.cut_at = HALF
    with pytest.raises(UserError, match="broke off"):
        fetch()
    server.manners.cut_at = None
    fetch()
    assert server.asked[-1]["Range"] == f"bytes={HALF}-"
    assert ("If-Range" in server.asked[-1]) == date
    assert_arrived(own_cache)


def test_a_file_that_changed_meanwhile_is_begun_anew(own_cache: Path, server: FileServer) -> None:
    server.manners.cut_at = HALF
    with pytest.raises(UserError, match="broke off"):
        fetch()
    server.manners.cut_at, server.manners.etag = None, '"2"'
    fetch()
    assert_arrived(own_cache)


@pytest.mark.parametrize("name", ["small", "quiet"])
def test_a_server_without_ranges_is_begun_anew(own_cache: Path, server: FileServer, name: str) -> None:
    server.manners.ranges, server.manners.cut_at = False, HALF
    with pytest.raises(UserError, match="broke off"):
        fetch(name)
    server.manners.cut_at = None
    fetch(name)
    assert_arrived(own_cache, name)


def test_a_part_that_nothing_vouches_for_is_begun_anew(own_cache: Path, server: FileServer) -> None:
    """No published hash and no name of the version: two halves of different files would not be noticed."""
    server.manners.etag, server.manners.cut_at = None, HALF
    with pytest.raises(UserError, match="broke off"):
        fetch("quiet")
    server.manners.cut_at = None
    fetch("quiet")
    assert "Range" not in server.asked[-1]
    assert_arrived(own_cache, "quiet")


@pytest.mark.parametrize("note", ["", "{", "[]", '{"address": "http://127.0.0.1/other", "validator": "", "total": 9}'])
def test_a_part_whose_note_is_lost_is_begun_anew(own_cache: Path, server: FileServer, note: str) -> None:
    part = Part(entry_of())
    part.begin('"1"', len(BODY))
    part.path.write_bytes(b"x" * HALF)
    part.path.with_name(part.path.name + ".json").write_text(note)
    fetch()
    assert "Range" not in server.asked[-1]
    assert_arrived(own_cache)


def test_a_silent_server_is_left_and_gone_on_with(
    own_cache: Path, server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "STALL_LIMIT_S", 0.2)
    server.manners.stall_at = HALF
    with pytest.raises(UserError, match=r"127\.0\.0\.1 stopped sending\. What has arrived is kept"):
        fetch()
    assert Part(entry_of()).size == HALF
    server.manners.go_on.set()
    fetch()
    assert_arrived(own_cache)


def test_wrong_bytes_are_deleted(own_cache: Path, server: FileServer) -> None:
    server.manners.body = BODY[:-1] + bytes([BODY[-1] ^ 1])
    with pytest.raises(
        UserError, match=r"not the published small-net\.pth: its hash starts .* It was deleted"
    ) as raised:
        fetch()
    assert str(raised.value).count("\n") == 0
    assert left(own_cache) == set()
    server.manners.body = BODY
    fetch()
    assert_arrived(own_cache)


def test_a_part_with_wrong_bytes_is_noticed_at_the_end(own_cache: Path, server: FileServer) -> None:
    server.manners.cut_at = HALF
    with pytest.raises(UserError, match="broke off"):
        fetch()
    part = Part(entry_of())
    part.path.write_bytes(b"x" * HALF)
    server.manners.cut_at = None
    with pytest.raises(UserError, match="was deleted"):
        fetch()
    assert left(own_cache) == set()


def test_a_web_page_instead_of_an_unpublished_file_is_deleted(own_cache: Path, server: FileServer) -> None:
    server.manners.body = b"<html>log in</html>".ljust(len(BODY))
    with pytest.raises(UserError, match="web page"):
        fetch("quiet")
    assert left(own_cache) == set()


@pytest.mark.parametrize("length", [len(BODY) - 1, len(BODY) + 1])
def test_another_length_than_published_is_refused_before_it_is_downloaded(
    own_cache: Path, server: FileServer, length: int
) -> None:
    server.manners.body = (BODY + b"x")[:length]
    with pytest.raises(UserError, match=rf"{length:,} bytes long, the published file {len(BODY):,}"):
        fetch()
    assert left(own_cache) == set()


def without_published_size(server: FileServer, tmp_path: Path) -> None:
    write_catalogue(tmp_path / "catalogue.toml", server, size=0)
    use_catalogue(tmp_path / "catalogue.toml")


def test_a_server_that_announces_too_much(own_cache: Path, server: FileServer, tmp_path: Path) -> None:
    """The first time it looks cut off; asked for the rest, the server says that there is none."""
    without_published_size(server, tmp_path)
    server.manners.announced = 2 * len(BODY)
    with pytest.raises(UserError, match="broke off"):
        fetch()
    fetch()
    assert_arrived(own_cache)


def test_a_server_that_announces_too_little(own_cache: Path, server: FileServer, tmp_path: Path) -> None:
    without_published_size(server, tmp_path)
    server.manners.announced = HALF
    with pytest.raises(UserError, match="not the published"):
        fetch()
    assert left(own_cache) == set()
    server.manners.announced = None
    fetch()
    assert_arrived(own_cache)


def test_a_part_longer_than_the_whole_is_deleted(own_cache: Path, server: FileServer) -> None:
    server.manners.cut_at = HALF
    with pytest.raises(UserError, match="broke off"):
        fetch()
    server.manners.cut_at, server.manners.extra = None, b"x"
    with pytest.raises(UserError, match="sent more than the"):
        fetch()
    assert left(own_cache) == set()


@pytest.mark.parametrize("known", [True, False])
def test_pieces_without_a_length(own_cache: Path, server: FileServer, tmp_path: Path, known: bool) -> None:
    if not known:
        without_published_size(server, tmp_path)
    server.manners.announced = 0
    seen = fetch()
    assert_arrived(own_cache)
    assert seen[0].total == (len(BODY) if known else 0)


def test_pieces_that_never_end_are_left(own_cache: Path, server: FileServer) -> None:
    server.manners.announced = 0
    server.manners.body = BODY + b"x" * 1_000_000
    with pytest.raises(UserError, match="sent more than the"):
        fetch()
    assert left(own_cache) == set()


def test_pieces_that_break_off_are_checked_by_their_hash(own_cache: Path, server: FileServer) -> None:
    server.manners.announced, server.manners.cut_at = 0, HALF
    with pytest.raises(UserError, match=r"broke off|not the published"):
        fetch()
    assert imported_file("small") is None


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (404, r"small-net\.pth is not at http://127\.0\.0\.1"),
        (410, "is not at"),
        (403, r"does not send small-net\.pth \(403\)"),
        (429, "cannot send .* now"),
        (500, r"cannot send small-net\.pth now \(500\)"),
        (503, "Try again later"),
        (204, r"does not send small-net\.pth \(204\)"),
    ],
)
def test_a_refusal_is_a_sentence_and_keeps_what_arrived(
    own_cache: Path, server: FileServer, status: int, sentence: str
) -> None:
    server.manners.cut_at = HALF
    with pytest.raises(UserError, match="broke off"):
        fetch()
    server.manners.cut_at, server.manners.status = None, status
    with pytest.raises(UserError, match=sentence):
        fetch()
    assert Part(entry_of()).size == HALF


def test_redirects_are_followed_with_the_range(own_cache: Path, server: FileServer) -> None:
    server.manners.location = "/moved/small-net.pth"
    server.manners.cut_at = HALF
    with pytest.raises(UserError, match="broke off"):
        fetch()
    server.manners.cut_at = None
    fetch()
    assert server.asked[-1]["Range"] == f"bytes={HALF}-"
    assert_arrived(own_cache)


@pytest.mark.parametrize(
    ("location", "sentence"),
    [
        ("/round", "only points from one address to the next"),
        ("http://example.com/x.pth", r"http://example\.com/x\.pth is not a secure address"),
        ("file:///etc/hostname", "is not a secure address"),
        ("http://[::1/", "is not a secure address"),
        ("http://127.0.0.1:port/", "is not a secure address"),
    ],
)
def test_redirects_to_nowhere_good(server: FileServer, location: str, sentence: str) -> None:
    server.manners.location = location
    with pytest.raises(UserError, match=sentence):
        fetch()


def test_https_leads_to_nothing_less() -> None:
    with pytest.raises(UserError, match="not a secure address"):
        web._checked("http://127.0.0.1/", web.urlsplit("https://example.com/"))
    assert web._checked("/x", web.urlsplit("https://example.com/y")).geturl() == "https://example.com/x"


def test_a_server_that_does_not_encrypt_is_not_listened_to(server: FileServer) -> None:
    with pytest.raises(UserError, match=r"127\.0\.0\.1 could not be asked: .*SSL"):
        web.ask(server.at("x.pth").replace("http:", "https:"), {}, Stopper())


def test_no_server_is_a_sentence(server: FileServer) -> None:
    server.end()
    with pytest.raises(UserError, match=r"127\.0\.0\.1 could not be asked: .*refused"):
        fetch()


def test_a_server_that_speaks_something_else(
    own_cache: Path, server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server.RequestHandlerClass, "do_GET", lambda handler: handler.wfile.write(b"220 mail\r\n"))
    with pytest.raises(UserError, match=r"127\.0\.0\.1 could not be asked: 220 mail"):
        fetch()


def test_the_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    straight = web._line_to(web._checked("https://example.com/x"))
    assert straight.host == "example.com"
    monkeypatch.setenv("https_proxy", "http://me:pa%20ss@proxy.example:3128")
    line = web._line_to(web._checked("https://example.com/x"))
    assert (line.host, line.port) == ("proxy.example", 3128)
    assert web._proof(web.urlsplit("http://me:pa%20ss@p")) == {"Proxy-Authorization": "Basic bWU6cGEgc3M="}
    assert web._proof(web.urlsplit("http://p")) == {}
    monkeypatch.setenv("no_proxy", "example.com")
    assert web._line_to(web._checked("https://example.com/x")).host == "example.com"
    monkeypatch.delenv("no_proxy")
    monkeypatch.setenv("https_proxy", "socks5://proxy.example")
    with pytest.raises(UserError, match="of a kind that is not spoken here"):
        web._line_to(web._checked("https://example.com/x"))


def test_a_proxy_gets_a_connect_and_a_refusal_is_told(server: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(handler) -> None:
        asked.append(handler.path)
        handler.send_error(407)

    monkeypatch.setattr(server.RequestHandlerClass, "do_CONNECT", refuse, raising=False)
    monkeypatch.setenv("https_proxy", server.at(""))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with pytest.raises(UserError, match=r"example\.com could not be asked: .*407"):
        web.ask("https://example.com/x.pth", {}, Stopper())
    assert asked == ["example.com:443"]


def test_a_full_disk_is_told_before_it_is_full(
    own_cache: Path, server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloading.shutil, "disk_usage", lambda path: SimpleNamespace(free=10_000_000))
    with pytest.raises(UserError, match=r"small-net\.pth needs 0\.3 MB, and 10\.0 MB are free in .*PAPERSCOPE_CACHE"):
        fetch()
    assert Part(entry_of()).size == 0


def test_a_disk_that_becomes_full_keeps_what_arrived(
    own_cache: Path, server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(downloading.os, "fsync", full)
        with pytest.raises(UserError, match=r"The disk is full: small-net\.pth"):
            fetch()
    assert imported_file("small") is None
    fetch()
    assert_arrived(own_cache)


def test_a_folder_that_cannot_be_made_is_told(own_cache: Path) -> None:
    own_cache.write_text("no folder")
    with pytest.raises(UserError, match=r"cannot be written: .*PAPERSCOPE_CACHE"):
        fetch()


def test_it_can_be_stopped_while_the_server_is_silent(own_cache: Path, server: FileServer) -> None:
    server.manners.stall_at = HALF
    stopper = Stopper()
    ended: list[BaseException] = []
    arrived = threading.Event()

    def work() -> None:
        try:
            download(entry_of(), lambda progress: arrived.set(), stopper)
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert arrived.wait(30)
    with pytest.raises(UserError, match="A small network is already being downloaded"):
        fetch()
    with pytest.raises(UserError, match="already being downloaded"):
        discard_part(entry_of())
    stopper.stop()
    thread.join(10)
    assert len(ended) == 1
    assert 0 < Part(entry_of()).size <= HALF
    server.manners.go_on.set()
    fetch()
    assert_arrived(own_cache)


def test_one_that_was_stopped_before_it_began(server: FileServer) -> None:
    stopper = Stopper()
    stopper.stop()
    with pytest.raises(Cancelled):
        download(entry_of(), lambda progress: None, stopper)
    assert server.asked == []


def test_deleting_frees_the_name(own_cache: Path, server: FileServer) -> None:
    fetch()
    assert "0.3 MB are free again" in library.delete("small")
    assert left(own_cache) == set()
    server.manners.cut_at = HALF
    with pytest.raises(UserError, match="broke off"):
        fetch()
    assert "0.1 MB are free again" in library.delete("small")
    assert left(own_cache) == set()
    with pytest.raises(UserError, match="no file of small"):
        library.delete("small")


_CHILD = """
import sys
from pathlib import Path
from engine.cli import fetching
from engine.cli.main import main
from tests.weights_server import use_catalogue

use_catalogue(Path(sys.argv[1]))
fetching._show = lambda bar, progress: print("arrived", flush=True)
sys.exit(main(["weights", "fetch", "small"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C cannot be sent to one process there")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_a_killed_program_leaves_a_part_that_is_gone_on_with(
    own_cache: Path, server: FileServer, tmp_path: Path, sent: int, code: int
) -> None:
    server.manners.stall_at = HALF
    process = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(tmp_path / "catalogue.toml")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "arrived\n"
    process.send_signal(sent)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    if code == 130:
        assert said.endswith("Go on with: python -m engine weights fetch small.\n")
        assert said.count("\n") == 1
    assert left(own_cache) == {"small-net.pth.part", "small-net.pth.part.json"}
    size = Part(entry_of()).size
    assert 0 < size <= HALF
    server.manners.go_on.set()
    server.manners.stall_at = None
    fetch()
    assert server.asked[-1]["Range"] == f"bytes={size}-"
    assert_arrived(own_cache)


def test_the_command_line(capsys: pytest.CaptureFixture[str], own_cache: Path, server: FileServer) -> None:
    assert main(["weights", "fetch", "small"]) == 0
    assert "small is as it was imported and is the published file" in capsys.readouterr().out
    assert main(["weights", "delete", "small"]) == 0
    assert main(["weights", "delete", "small"]) == 1
    server.manners.status = 503
    assert main(["weights", "fetch", "small"]) == 1
    assert main(["weights", "fetch", "nothing"]) == 1
    assert main(["weights", "fetch"]) == 2
    assert capsys.readouterr().err.count("\n") == 4


def test_the_rate_is_that_of_the_last_seconds() -> None:
    now_s = 0.0
    meter = RateMeter(lambda: now_s)
    assert meter.due()
    assert meter.progress(1000, 9000) == Progress(1000, 9000)
    assert not meter.due()
    now_s = 1.0
    assert meter.due()
    assert meter.progress(3000, 9000) == Progress(3000, 9000, rate=2000.0, left_s=3.0)
    for now_s in range(2, 20):  # noqa: B007  read by the clock
        last = meter.progress(3000, 9000)
    assert (last.rate, last.left_s) == (0.0, None)
    assert Progress(5).share is None
    assert Progress(5, 10).share == 0.5
    assert (size_text(0), size_text(244_409_434)) == ("", "244.4 MB")
