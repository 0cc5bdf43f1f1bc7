"""What an edition published, from its files: those in place, or those at a host."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec import Struct

from cyberveille.checking import Published, SourcePath
from cyberveille.expressions import expression
from cyberveille.map import PRODUCTS, is_reserved, written_at
from cyberveille.model import Kind
from cyberveille.publishing.permanence.from_json import of_json

REDIRECTS = "_redirects"
_SECTIONS = "|".join(dict.fromkeys(kind.section for kind in Kind))
_DATA = expression(rf"(?:{_SECTIONS})/(?:\d{{4}}/)?([A-Z][A-Z0-9]*-\d{{4}}-[A-Z]{{3}}-\d{{4}})\.json")
_PAGE = expression(r"([^/]+)/index\.html")
_PAST = expression(r"(.*/)r[1-9]\d*/(?:changements/)?index\.html")
_TARGET = expression(r"(?:[^/]+/)*([^/]+)/index\.html")


class Files(Struct, frozen=True):
    """The files of an edition: `url` is the address it was made for, `read` gives the bytes of some.

    One that cannot be read may be among them until it is asked for.
    """

    url: str
    read: Callable[[Iterable[str]], Mapping[str, bytes]]


def changed_files(
    then: Files,
    now: Files,
    *,
    lost: AbstractSet[str],
    changed: Iterable[str],
    new: Iterable[str],
    place: Callable[[str], SourcePath | None] = lambda _: None,
) -> tuple[list[Published], dict[str, Published]]:
    """What was published, as far as files differ, and what of it is there now, by name.

    Paths are `lost` (there no more), `changed` (other bytes) and `new`; `place` gives the source of a notice.
    """
    both = [path for path in changed if _DATA.fullmatch(path) or path == REDIRECTS]
    before = [*filter(_DATA.fullmatch, lost), *both, *({REDIRECTS} & lost)]
    after = [*both, *filter(_DATA.fullmatch, new)]
    was, is_now = then.read(before), now.read(after)
    past = {item.address: item for item in _notices(was, then.url, place)}
    led = leading(was.get(REDIRECTS, b""), then.url)
    former = {old for old in led if old in lost and not _with_its_list(led[old], lost)}
    for page in _pages(lost - former):
        past.setdefault(page.address, page)
    for path in sorted(filter(_DATA.fullmatch, lost)):
        # Data that cannot be read: that its notice is gone is known all the same.
        beside = f"{path.removesuffix('.json')}/index.html"
        if beside in lost and beside not in former:
            past.setdefault(beside, _named(beside))
    for path in sorted(lost - former):
        found = _PAST.fullmatch(path)
        home = past.get(f"{found[1]}index.html") if found else None
        if home is not None and home.address not in lost:
            past[home.address] = msgspec.structs.replace(home, past=(*home.past, path))
    for old in sorted(former):
        target = led[old]
        known = past.get(target) or _named(target)
        past[target] = msgspec.structs.replace(known, former=(*known.former, old))
    present = {item.name: item for item in _notices(is_now, now.url, place)}
    return list(past.values()), present


def _with_its_list(target: str, lost: AbstractSet[str]) -> bool:
    """Whether what an address leads to is a page of products that went with its last notice, as lists do."""
    return target.startswith(PRODUCTS.address) and target in lost


def _notices(
    read: Mapping[str, bytes], url: str, place: Callable[[str], SourcePath | None]
) -> Iterator[Published]:
    root = f"{url.rstrip('/')}/"
    for path in read:
        found = _DATA.fullmatch(path)
        data = read.get(path) if found else None
        if found and data is not None:
            notice = of_json(data, root, place(found[1]))
            if notice is not None:
                yield notice


def _pages(lost: Iterable[str]) -> Iterator[Published]:
    """The pages that editors write among files that are lost: their addresses are of one part, and theirs."""
    for path in sorted(lost):
        found = _PAGE.fullmatch(path)
        if found and not is_reserved(found[1]):
            yield Published(name=f"/{found[1]}/", address=path, notice=False)


def leading(redirects: bytes, url: str) -> dict[str, str]:
    """The file at each former address, and the one to which it leads."""
    base = urlsplit(url).path.rstrip("/") + "/"
    lines = (line.split() for line in redirects.decode("utf-8", "replace").splitlines())
    return {_file(words[0], base): _file(words[1], base) for words in lines if len(words) > 1}


def _file(address: str, base: str) -> str:
    return written_at(unquote(address).removeprefix(base).lstrip("/"))


def _named(address: str) -> Published:
    """What stands at an address that did not change."""
    found = _TARGET.fullmatch(address)
    name = found[1] if found else address
    notice = any(f"-{kind.code}-" in name for kind in Kind)
    return Published(name=name if notice else f"/{name}/", address=address, notice=notice)
