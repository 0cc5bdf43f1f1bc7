"""An edition becomes files: each a pure function of what the edition holds."""
