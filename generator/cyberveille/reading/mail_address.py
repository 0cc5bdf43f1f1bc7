"""The form of an address of electronic mail, as far as an editor can be told that one is none."""

import re

from cyberveille.expressions import expression

MAIL = expression(r"[\w.+&'/=-]{1,64}@(?:[\w-]+\.)+[\w-]{2,24}", re.IGNORECASE)
