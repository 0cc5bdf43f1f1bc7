"""The rules of several years as one: what is published by year is asked at once."""

from collections.abc import Iterable

from msgspec.structs import replace

from cyberveille.concerned.rules import Name, Rule, Rules


def together_of(parts: Iterable[tuple[int, Rules]]) -> Rules:
    """Each part with the number of its first notice; a name that several have is one."""
    names: dict[Name, int] = {}
    rules: list[Rule] = []
    vendors: dict[str, str] = {}
    words: dict[str, frozenset[str]] = {}
    for first, part in parts:
        places = [names.setdefault(name, len(names)) for name in part.names]
        rules += (
            replace(rule, notice=rule.notice + first, names=tuple(places[name] for name in rule.names))
            for rule in part.rules
        )
        for key, vendor in part.vendors.items():
            vendors.setdefault(key, vendor)
        for vendor, own in part.vendor_words.items():
            words[vendor] = words.get(vendor, frozenset()) | own
    return Rules(tuple(names), tuple(rules), vendors, words)
