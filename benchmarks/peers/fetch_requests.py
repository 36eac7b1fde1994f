"""One session of requests, as most scripts have it."""

from __future__ import annotations

import sys
from pathlib import Path

import requests

if __name__ == "__main__":
    with requests.Session() as session:
        urls = Path(sys.argv[1]).read_text(encoding="utf-8").split()
        print(sum(len(session.get(url, timeout=30).content) > 10_000 for url in urls))
