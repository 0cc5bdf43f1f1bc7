"""What each reader tells its user of each event: `python -m benchmarks.subscribing [READER…]`.

The graphical ones run without a screen. Debian has newsboat, rss2email, liferea, quiterss and xvfb;
rss-parser and reader are fetched into a scratch folder. A reader that is not there is said to be missing.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.browser.conftest import serving
from tests.portal import NOW, SITES, Portal

from benchmarks.subscribing.events import happen
from benchmarks.subscribing.readers import READERS, Items, Reader, news


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", help="their names; all by default")
    parser.add_argument("--form", choices=("rss.xml", "atom.xml"), default="rss.xml")
    chosen = parser.parse_args()
    wanted = [item for item in READERS if not chosen.readers or item.name in chosen.readers]
    present = [item for item in wanted if item.there()]
    for absent in wanted:
        if absent not in present:
            print(f"{absent.name} : absent de cette machine")
    missed = 0
    with tempfile.TemporaryDirectory(prefix="cyberveille-") as scratch:
        portal = Portal.copy(SITES / "minimal", Path(scratch) / "portail")
        portal.output.mkdir()
        try:
            with serving(portal.output) as origin:
                for line, unseen in _watched(portal, present, Path(scratch), origin, chosen.form):
                    print(line, flush=True)
                    missed += unseen
        finally:
            portal.close()
    return bool(missed)


def _watched(
    portal: Portal, readers: list[Reader], scratch: Path, origin: str, form: str
) -> Iterator[tuple[str, bool]]:
    """A line an event and a reader; whether the reader kept what the event is about from its user."""
    feeds = tuple(f"{origin}/flux/{name}.{form}" for name in ("tout", "revisions"))
    held: dict[str, Items] = {}
    for event in happen(portal):
        yield f"\n{event.name}", False
        for reader in readers:
            folder = scratch / reader.name
            if reader.name not in held:
                folder.mkdir()
                reader.prepare(folder, feeds)
            after = reader.look(folder, feeds)
            seen = tuple(news(held.get(reader.name, {}), after))
            told = not event.told or any(_bears(title, event.told) for title in seen)
            held[reader.name] = after
            shown = " | ".join(seen) if event.clock != NOW else f"{len(seen)} entrées"
            yield f"  {reader.name:<11}{'' if told else 'RIEN : '}{shown or '—'}", not told


def _bears(title: str, told: str) -> bool:
    return told in title.replace("‹", "<").replace("›", ">")


if __name__ == "__main__":
    sys.exit(main())
