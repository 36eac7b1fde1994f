"""A workbook that comes back in: shown as it would change things, kept, and taken once it is confirmed, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mingcha.model.ledger import FileFault
from mingcha.web.units.forms import WorkbookForm
from mingcha.web.uploads import too_large
from mingcha.web.waiting import Waiting

FAULTS_SHOWN = 200


class Reading(Protocol):
    """What was read: faults that stand in the way, and whether nothing would change."""

    @property
    def faults(self) -> tuple[object, ...]: ...

    @property
    def empty(self) -> bool: ...


R = TypeVar("R", bound=Reading)


@dataclass(frozen=True, slots=True)
class Preview(Generic[R]):
    """One kind of workbook: its page, its address, the file that waits, how it is read, and what it is a list of."""

    template: str
    address: str
    waiting: Waiting
    read: Callable[[Path], R]
    listed: str
    of: str

    def uploaded(self, request: HttpRequest) -> HttpResponse:
        """The form, or what the uploaded file would change; a file that cannot be taken waits no longer."""
        form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
        if request.method != "POST":
            return self._page(request, form)
        if refusal := too_large(request):
            form.errors.clear()
            form.add_error("file", refusal)
        if not form.is_valid():
            return self._page(request, form)
        file = form.cleaned_data["file"]
        try:
            reading = self.read(self.waiting.keep(request, file))
        except FileFault as fault:
            self.waiting.forget(request)
            form.add_error("file", str(fault))
            return self._page(request, form)
        if reading.faults or reading.empty:
            self.waiting.forget(request)
        return self._page(request, form, reading, file.name)

    def confirmed(
        self, request: HttpRequest, *, take: Callable[[R, str], object], told: Callable[[R], str], then: str
    ) -> HttpResponse:
        """Take the file that was previewed; it is read again, since what it changes may have changed meanwhile."""
        waiting = self.waiting.found(request)
        if waiting is None:
            messages.error(request, f"没有待确认的{self.listed}文件，请重新上传。")
            return redirect(self.address)
        path, name = waiting
        try:
            reading = self.read(path)
        except FileFault as fault:
            self.waiting.forget(request)
            messages.error(request, f"没有导入：“{name}”上传之后已读不出来（{str(fault).rstrip('。')}）。请重新上传。")
            return redirect(self.address)
        if reading.faults:
            return self._page(request, WorkbookForm(), reading, name)
        try:
            take(reading, name)
        except IntegrityError:
            messages.error(request, f"没有导入：文件中的名称与现有{self.of}互相调换或冲突，请分两次修改。")
            return redirect(self.address)
        self.waiting.forget(request)
        messages.success(request, told(reading))
        return redirect(then)

    def _page(self, request: HttpRequest, form: WorkbookForm, reading: R | None = None, name: str = "") -> HttpResponse:
        context: dict[str, object] = {"form": form, "limit": settings.LEDGER_FILE_LIMIT}
        if reading is not None:
            context |= {"reading": reading, "file_name": name, "faults": reading.faults[:FAULTS_SHOWN]}
        return render(request, self.template, context)
