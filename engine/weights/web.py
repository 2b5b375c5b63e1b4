"""Asking a server for a file: HTTPS, redirects, the proxy of the environment, and an end from outside.

Plain HTTP is for this machine alone. Every failure becomes a sentence that names the server.
"""

import base64
import http.client
import socket
import ssl
import threading
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from engine.errors import Cancelled, UserError

CONNECT_LIMIT_S = 15.0
STALL_LIMIT_S = 30.0  # the longest silence of a server in mid-download
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_CHECK_NETWORK = "Check the network connection and the proxy, then try again."
_KEPT = "What has arrived is kept: go on when the network is back."


class Stopper:
    """Ends a download from another thread, also one that waits for a silent server."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._socket: socket.socket | None = None

    def stop(self) -> None:
        """End the download soon; what has arrived is kept."""
        self._stopped.set()
        watched = self._socket
        if watched is not None:
            _shut(watched)

    def check(self) -> None:
        """Raise Cancelled after `stop`."""
        if self._stopped.is_set():
            raise Cancelled

    def watch(self, line: socket.socket) -> None:
        """Shut this connection at `stop`. Raises Cancelled if that was called already."""
        self._socket = line
        self.check()


def _shut(line: socket.socket) -> None:
    with suppress(OSError):  # it is closed already
        # Not the SSL socket's own method, which would take the encryption from under the reading thread.
        socket.socket.shutdown(line, socket.SHUT_RDWR)


class Answer:
    """What a server answered; `read` its body, then `close` it."""

    def __init__(self, host: str, line: http.client.HTTPConnection, response: http.client.HTTPResponse) -> None:
        self._host, self._line, self._response = host, line, response
        self.status = response.status

    def header(self, name: str) -> str:
        """Return a header's value, empty without it."""
        return self._response.headers.get(name, "").strip()

    def read(self, size: int) -> bytes:
        """Return the next bytes, at most `size`; none at the end, also when the connection broke off there.

        Raises UserError when the server is silent for too long or the connection breaks.
        """
        try:
            return self._response.read1(size)
        except TimeoutError as error:
            raise UserError(f"{self._host} stopped sending.", _KEPT) from error
        except http.client.IncompleteRead:
            return b""
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise UserError(f"The connection to {self._host} broke: {_reason(error)}.", _KEPT) from error

    def close(self) -> None:
        """Let go of the connection."""
        self._response.close()
        self._line.close()


def ask(address: str, headers: Mapping[str, str], stopper: Stopper) -> Answer:
    """Send a GET and return the answer, after redirects.

    Raises UserError when no server answers or may be asked, Cancelled when stopped.
    """
    parts = _checked(address)
    for _ in range(_MOST_REDIRECTS + 1):
        answer = _ask_once(parts, headers, stopper)
        target = answer.header("Location")
        if answer.status not in _REDIRECTS or not target:
            return answer
        answer.close()
        parts = _checked(target, parts)
    raise UserError(f"{parts.hostname} only points from one address to the next.", "Try again later.")


def _checked(address: str, origin: SplitResult | None = None) -> SplitResult:
    """Split an address, which may be relative to one that points to it.

    Only HTTPS may leave this machine, and it leads to nothing less. Raises UserError.
    """
    refusal = UserError(f"{address} is not a secure address.", "Only https:// addresses are downloaded from.")
    try:
        parts = urlsplit(urljoin(origin.geturl(), address) if origin else address)
        known = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise refusal from error
    here = parts.scheme == "http" and _is_here(parts.hostname) and (origin is None or origin.scheme == "http")
    if not known or not (parts.scheme == "https" or here):
        raise refusal
    return parts


def _is_here(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def _ask_once(parts: SplitResult, headers: Mapping[str, str], stopper: Stopper) -> Answer:
    host = str(parts.hostname)
    line = _line_to(parts)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        stopper.check()
        line.connect()
        stopper.watch(line.sock)
        line.sock.settimeout(STALL_LIMIT_S)
        line.request("GET", target, headers=dict(headers))
        return Answer(host, line, line.getresponse())
    except (OSError, ValueError, http.client.HTTPException) as error:
        line.close()
        stopper.check()
        raise UserError(_no_answer(host, error), _CHECK_NETWORK) from error
    except Cancelled:
        line.close()
        raise


def _line_to(parts: SplitResult) -> http.client.HTTPConnection:
    """Return a connection that is not open yet, through the environment's proxy where there is one."""
    host = str(parts.hostname)
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=CONNECT_LIMIT_S)
    safe = ssl.create_default_context()
    proxy = urllib.request.getproxies().get("https", "")
    if not proxy or urllib.request.proxy_bypass(host):
        return http.client.HTTPSConnection(host, parts.port, timeout=CONNECT_LIMIT_S, context=safe)
    by = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    if by.scheme != "http" or not by.hostname:
        kind = f"The proxy {by.scheme}://{by.hostname} is of a kind that is not spoken here."
        raise UserError(kind, "Set HTTPS_PROXY to an http:// one.")
    line = http.client.HTTPSConnection(by.hostname, by.port or 80, timeout=CONNECT_LIMIT_S, context=safe)
    line.set_tunnel(host, parts.port or 443, headers=_proof(by))
    return line


def _proof(proxy: SplitResult) -> dict[str, str]:
    """Return the header that tells the proxy who asks, if its address holds that."""
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}


def _no_answer(host: str, error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"{host} does not answer."
    if isinstance(error, socket.gaierror):
        return f"There is no way to {host}: its name could not be looked up."
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{host} could not prove that it is {host}: {error.verify_message}."
    return f"{host} could not be asked: {_reason(error)}."


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__).rstrip(".")
