"""The numbers of the Common Weakness Enumeration: which are given, and which are those of lists.

CWE 4.14 (February 2024), https://cwe.mitre.org/data/; copyright © 2006-2024 The MITRE Corporation, used under
its terms of use (https://cwe.mitre.org/about/termsofuse.html). Every number up to the last is given: to a
weakness, to a category, or to a view, of which there are few.
"""

VERSION = "4.14"
LAST = 1425
_APART = frozenset({2000})
_VIEWS = frozenset(
    {604, 629, 630, 631, 635, 658, 659, 660, 661, 677, 678, 679, 699, 700, 701, 702, 709, 711, 734, 750, 800}
    | {809, 844, 868, 884, 888, 900, 919, 928, 999, 1000, 1003, 1008, 1026, 1040, 1081, 1128, 1133, 1154}
    | {1178, 1194, 1200, 1305, 1337, 1340, 1343, 1344, 1350, 1358, 1387, 1400, 1424, 1425, 2000}
)
_TO_COME = 200
"""Numbers that a later list may give: some fifty a year at most, these last years."""


def is_view(number: int) -> bool:
    """Whether a number is that of a list of weaknesses: no vulnerability is one."""
    return number in _VIEWS


def is_given(number: int) -> bool:
    return 1 <= number <= LAST or number in _APART


def may_be_given(number: int) -> bool:
    """Whether a later list than this one could have given it."""
    return is_given(number) or number <= LAST + _TO_COME
