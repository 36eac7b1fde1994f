"""One connection of urllib3, kept open."""

from __future__ import annotations

import sys
from pathlib import Path

import urllib3

if __name__ == "__main__":
    pool = urllib3.PoolManager(maxsize=1)
    urls = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    print(sum(pool.request("GET", url).status == 200 for url in urls))
