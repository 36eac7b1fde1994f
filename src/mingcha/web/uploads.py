"""Refusing a file that is too large before it is read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

# What the other fields and the multipart frame may add to the file's own size.
FRAME = 64 * 1024


class LimitHandler(FileUploadHandler):
    """Stops an upload as soon as it is known to exceed the limit, and marks the request for `too_large`.

    The announced length is enough to know; a length that lies is caught by counting.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        self.announced = content_length
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.announced > settings.LEDGER_FILE_LIMIT + FRAME:
            self.refuse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.LEDGER_FILE_LIMIT:
            self.refuse()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def refuse(self) -> None:
        self.request.upload_too_large = True  # type: ignore[union-attr]
        raise StopUpload(connection_reset=True)


def too_large(request: HttpRequest) -> str | None:
    """The sentence to show when the upload was stopped, else None."""
    if not getattr(request, "upload_too_large", False):
        return None
    limit = settings.LEDGER_FILE_LIMIT // (1024 * 1024)
    return f"文件超过 {limit} MB，没有读取。请确认选对了文件，或按月份拆成几个文件分别导入。"
