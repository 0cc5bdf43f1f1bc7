"""The tests mirror the package; `sites/` holds whole small portals."""
