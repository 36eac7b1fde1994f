"""What the services say when they cannot do what was asked: always Chinese, always with the next step."""

from __future__ import annotations

from mingcha.web.publishing.refusals import Refused

__all__ = ["NotIssuable", "Refused"]


class NotIssuable(Refused):
    """A draft that may not be issued yet, with every reason."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("暂不能印发：" + "；".join(reasons))
