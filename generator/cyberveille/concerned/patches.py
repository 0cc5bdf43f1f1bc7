"""What patches are called, in notices and in the lines of an inventory."""

from cyberveille.expressions import expression

_BEFORE = r"kb ?[0-9]{5,8}|[0-9]{6}-[0-9]{2}|"
_AFTER = r"|xsa-?[0-9]{1,3}|rhsa-[0-9]{4}:[0-9]+|xs[0-9]{2}[a-z0-9]*e[a-z0-9]*[0-9]{3}"
_OF_A_NOTICE = expression(rf"{_BEFORE}\b[a-z]{{2}}[0-9]{{5,}}\b{_AFTER}")
_OF_A_LINE = expression(f"{_BEFORE}[a-z]{{2}}[0-9]{{5,}}{_AFTER}")


def patches_of_notice(folded: str) -> tuple[str, ...]:
    """Those that a plain text of a notice names, sorted."""
    return tuple(sorted(_written(_OF_A_NOTICE.findall(folded))))


def patches_of_line(folded: str) -> frozenset[str]:
    """Those that a plain line names, within longer words too."""
    return _written(_OF_A_LINE.findall(folded))


def _written(found: list[str]) -> frozenset[str]:
    return frozenset(name.replace(" ", "") for name in found)
