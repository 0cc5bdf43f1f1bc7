"""Terms and feeds that the real archive lacks, made up and spread over its notices."""

import re
from pathlib import Path

_PARTS = 5
"""One notice in so many has one of the terms."""
_LIST = "content/vocabulaires/technologies.yml"
_PUBLISHED = re.compile(r"^published: .*$", re.MULTILINE)
_INTERESTS = "  interests:\n"


def add_terms(folder: Path, count: int) -> None:
    """Half of `count` technologies, and as many interests of editors, to the archive in `folder`.

    Each has its lists or its page, its feeds in three formats and its calendar, with a few notices in it.
    """
    names = tuple(f"essai-{number:03d}" for number in range(count // 2))
    file = folder / _LIST
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(before + "".join(map(_term, names)), encoding="utf-8")
    configuration = folder / "site_config.yml"
    text = configuration.read_text(encoding="utf-8")
    interests = "".join(map(_interest, names, (*names[1:], names[0])))
    configuration.write_text(text.replace(_INTERESTS, _INTERESTS + interests, 1), encoding="utf-8")
    notices = sorted((folder / "bulletins").rglob("*.md"))
    for number, notice in enumerate(notices[::_PARTS]):
        text = notice.read_text(encoding="utf-8")
        notice.write_text(of_term(text, names[number % len(names)]), encoding="utf-8")


def of_term(text: str, name: str) -> str:
    """A notice that is of one technology more."""
    if "\ntechnologies: [" in text:
        return text.replace("\ntechnologies: [", f"\ntechnologies: [{name}, ", 1)
    return _PUBLISHED.sub(lambda line: f"{line[0]}\ntechnologies: [{name}]", text, count=1)


def _term(name: str) -> str:
    told = f"label: Technologie {name}, description: Terme d’essai {name}., scope: standard"
    return f"- {{id: {name}, {told}}}\n"


def _interest(name: str, other: str) -> str:
    told = f"id: interet-{name}, title: Intérêt {name}, purpose: Ce qui est de {name} ou de {other}."
    return f"    - {{{told}, technologies: [{name}, {other}]}}\n"
