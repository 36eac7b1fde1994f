"""python -m mingcha is the same as mingcha."""

import sys

from mingcha.cli import main

if __name__ == "__main__":
    sys.exit(main())
