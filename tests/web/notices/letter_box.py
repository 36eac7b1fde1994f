"""An SMTP server on this machine, just enough to be sent to: it keeps the letters, or refuses as it is told."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from contextlib import contextmanager


class LetterBox:
    """`got` holds what came in; `refuse` maps the beginning of a command to what is answered instead of OK."""

    def __init__(self):
        self.got, self.refuse = [], {}


@contextmanager
def open_box():
    box = LetterBox()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            self.say("220 box")
            while line := self.rfile.readline().decode().strip():
                word = line.upper()
                refusal = next((told for start, told in box.refuse.items() if word.startswith(start)), "")
                if refusal:
                    self.say(refusal)
                elif word == "DATA":
                    self.say("354 go on")
                    self.take()
                elif word == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

        def take(self):
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line[1:] if line.startswith(b".") else line)
            box.got.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
            self.say("250 kept")

        def say(self, words):
            self.wfile.write(words.encode() + b"\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
