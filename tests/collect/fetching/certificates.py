"""Certificates of every kind of wrongness, made with openssl for one test run, and servers that show them."""

from __future__ import annotations

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

OPENSSL = shutil.which("openssl")
PAGE = b"<html>behind the encryption</html>"

_AUTHORITY = """
[ca]
default_ca = own
[own]
database = {folder}/index.txt
new_certs_dir = {folder}
rand_serial = yes
default_md = {digest}
policy = any
email_in_dn = no
x509_extensions = site
[any]
commonName = supplied
[site]
subjectAltName = {alternative}
"""


class Certificates:
    """Makes them in a folder; `authority` is the file of the issuer that may be trusted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.authority = self._issuer("authority")

    def issue(
        self,
        name: str,
        *,
        alternative: str = "IP:127.0.0.1",
        start: str = "20200101000000Z",
        end: str = "20491231000000Z",
        key: tuple[str, ...] = ("ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
        digest: str = "sha256",
        issuer: str = "authority",
    ) -> tuple[Path, Path]:
        """A certificate and its key, signed by the issuer of that name."""
        folder = self._folder / name
        folder.mkdir()
        (folder / "index.txt").touch()
        (folder / "ca.conf").write_text(_AUTHORITY.format(folder=folder, digest=digest, alternative=alternative))
        if not (self._folder / f"{issuer}.pem").exists():
            self._issuer(issuer)
        certificate, private, wish = folder / "site.pem", folder / "site.key", folder / "site.csr"
        _run("req", "-new", "-newkey", *key, "-nodes", "-keyout", private, "-out", wish, "-subj", "/CN=127.0.0.1")
        signed_by = ("-cert", self._folder / f"{issuer}.pem", "-keyfile", self._folder / f"{issuer}.key")
        span = ("-startdate", start, "-enddate", end)
        _run(
            "ca",
            "-batch",
            "-notext",
            "-config",
            folder / "ca.conf",
            *signed_by,
            *span,
            "-in",
            wish,
            "-out",
            certificate,
        )
        return certificate, private

    def self_signed(self, name: str) -> tuple[Path, Path]:
        return self._issuer(name, "-addext", "subjectAltName=IP:127.0.0.1"), self._folder / f"{name}.key"

    def _issuer(self, name: str, *more: str) -> Path:
        certificate, private = self._folder / f"{name}.pem", self._folder / f"{name}.key"
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", private)
        _run("req", "-x509", *key, "-out", certificate, "-days", "3650", "-subj", f"/CN={name}", *more)
        return certificate


def dh_parameters(folder: Path, bits: int) -> Path:
    path = folder / f"dh{bits}.pem"
    _run("dhparam", "-dsaparam", "-out", path, str(bits))
    return path


def _run(*arguments: object) -> None:
    subprocess.run([str(OPENSSL), *map(str, arguments)], check=True, capture_output=True)


@contextlib.contextmanager
def serving(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A listening port whose connections are each given to `answer`, one after the other."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closing = threading.Event()

        def serve() -> None:
            while not closing.is_set():
                with contextlib.suppress(OSError):
                    connection, _ = listener.accept()
                    with connection:
                        if closing.is_set():
                            return
                        connection.settimeout(3)
                        answer(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        closing.set()
        with contextlib.suppress(OSError):
            socket.create_connection(listener.getsockname(), timeout=1).close()
        thread.join(5)


def speaking(context: ssl.SSLContext) -> Callable[[socket.socket], None]:
    """Answers every request with the page, encrypted as the context says."""

    def answer(connection: socket.socket) -> None:
        with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as encrypted:
            while request := encrypted.recv(65536):
                assert request.startswith((b"GET", b"HEAD"))
                encrypted.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE)

    return answer


def context(
    pair: tuple[Path, Path],
    *,
    newest: ssl.TLSVersion = ssl.TLSVersion.MAXIMUM_SUPPORTED,
    ciphers: str = "DEFAULT",
    dh: Path | None = None,
) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.set_ciphers(ciphers)
    made.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    made.maximum_version = newest
    if dh:
        made.load_dh_params(str(dh))
    made.load_cert_chain(*pair)
    return made
