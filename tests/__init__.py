"""The tests mirror the package; `sites/` holds whole small portals."""

import os
import sys

# Whatever the machine prefers: each of the processes that tests start would compile every module again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
