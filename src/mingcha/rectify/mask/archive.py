"""Members of an archive packed again, each masked by itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence


def packed_again(members: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip of the members; names in UTF-8, every time stamp the same, no comments."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()
