"""What editors do to a portal of several years, one edit at a time, in an order that a seed gives."""

import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.portal import Portal, bulletin

START = datetime(2026, 10, 10, 8, 0, tzinfo=UTC)
YEARS = (2023, 2024, 2025, 2026)
TERMS = ("imagerie", "acces-distant")
CONFIGURATION = "site_config.yml"
DOCUMENT = "content/documents/CV-2026-DOC-0001.md"
ATTACHMENT = "content/documents/CV-2026-DOC-0001/premiers-gestes.txt"
VENDORS = ("Philips", "Acme Santé", "Fortinet", "acme sante")
"""Registered by the program, or by nobody at first; one is written in two ways."""
REGISTRY = "content/produits/acme-sante.yml"
EXPLOITATION = "content/exploitation"
KEV = '- {id: cisa-kev, title: "catalogue KEV", url: "https://kev.example/", date: 2026-10-09}\n'


@dataclass
class Editors:
    """They write in `portal`; `clock` is that of the next edition."""

    portal: Portal
    chance: random.Random
    clock: datetime = START
    number: int = 100
    seconds: int = 0
    notices: list[str] = field(default_factory=list)
    """The paths of the bulletins that they wrote."""

    def begin(self) -> None:
        """A portal whose lists have pages and whose notices are of several years."""
        roots = "sources:\n  - path: .\n  - {path: reserve, tlp_max: AMBER}\n"
        self.portal.edit(CONFIGURATION, "featured:", f"lists: {{per_page: 3, home: 2}}\n{roots}featured:")
        (self.portal.folder / "reserve").mkdir()
        for _ in range(12):
            self.add()

    def edit(self) -> str:
        """One of the edits, and its name."""
        deed = self.chance.choice(DEEDS)
        deed(self)
        return deed.__name__

    def add(self) -> None:
        self.number += 1
        year = self.chance.choice(YEARS)
        self.seconds += 61
        moment = datetime(year, 3, 1, 8, tzinfo=UTC) + timedelta(seconds=self.seconds)
        name = f"CV-{year}-BUL-{self.number:04d}"
        terms = ", ".join(self.chance.sample(TERMS, self.chance.randint(1, 2)))
        text = bulletin(
            self.number, title=f"Bulletin {self.number}", extra=self._facts(), body=f"Texte {self.number}."
        )
        text = text.replace(f"CV-2026-BUL-{self.number:04d}", name).replace("[imagerie]", f"[{terms}]")
        text = text.replace("severity: faible", f"severity: {self.chance.choice(('faible', 'critique'))}")
        path = f"bulletins/{year}/{name}.md"
        self.portal.write(path, text.replace("2026-10-05T10:00:00+02:00", moment.isoformat()))
        self.notices.append(path)

    def _facts(self) -> str:
        """Products, a vulnerability and a deadline, or none of them."""
        facts = ""
        if self.chance.random() < 0.7:
            vendor, below = self.chance.choice(VENDORS), self.chance.randint(2, 9)
            lines = f'affected: "< {below}", fixed: "{below}"'
            facts += f"products:\n  - {{vendor: {vendor}, product: Station, {lines}}}\n"
        if self.chance.random() < 0.5:
            facts += f"vulnerabilities:\n  - {{cve: CVE-2022-{20000 + self.chance.randint(1, 9)}}}\n"
        if self.chance.random() < 0.4:
            facts += f"action: {{deadline: 2026-{self.chance.randint(11, 12)}-15}}\n"
        return facts

    def register(self) -> None:
        """A vendor gets an entry of its own, or another name, alias or product."""
        self.number += 1
        label = self.chance.choice(("Acme Santé", "Acme Healthcare"))
        alias = ', "Acme Santé"' if label != "Acme Santé" else ""
        end = self.chance.choice(("", ", end_of_support: 2027-01-31"))
        self.portal.write(
            REGISTRY,
            f'id: acme-sante\nlabel: {label}\naliases: ["Acme {self.number}"{alias}]\n'
            f"products:\n  - {{id: station, label: Station{end}}}\n",
        )

    def unregister(self) -> None:
        (self.portal.folder / REGISTRY).unlink(missing_ok=True)

    def exploit(self) -> None:
        """A catalogue of exploited vulnerabilities, as the job that fetches it leaves it."""
        names = sorted(self.chance.sample(range(20001, 20010), 3))
        seen = (self.clock - timedelta(hours=1)).isoformat()
        entries = (
            f"- {{cve: CVE-2022-{name}, source: cisa-kev, since: 2026-10-01, seen: {seen}}}\n"
            for name in names
        )
        self.portal.write(f"{EXPLOITATION}/catalogues.yml", KEV)
        self.portal.write(f"{EXPLOITATION}/exploitees.yml", "".join(entries))

    def embargo(self) -> None:
        """A notice of the next hours."""
        self.add()
        path = self.notices[-1]
        text = self.portal.read(path)
        told = next(line for line in text.splitlines() if line.startswith("published: ")).partition(" ")[2]
        later = (self.clock + timedelta(hours=self.chance.randint(1, 30))).isoformat()
        # Its deadline may be long past by then.
        text = re.sub(r"^action: .*\n", "", text, flags=re.MULTILINE)
        self.portal.write(path, text.replace(told, later))

    def one(self) -> str:
        return self.chance.choice(self.notices)

    def revise(self) -> None:
        path = self.one()
        self.seconds += 61
        written = self.portal.read(path)
        soon = self.clock - timedelta(minutes=5) + timedelta(seconds=self.seconds % 60)
        if "erase: true" in written:
            return
        # A notice that is still to appear is revised for later than it appears.
        moment = max(soon, _last_date(written) + timedelta(seconds=61)).isoformat()
        text = written.replace("title: ", "title: Encore ", 1)
        minor = self.chance.choice(("", "", ", minor: true"))
        if self.chance.random() < 0.8:
            self.portal.write(_earlier(path, written.count("change: ")), written)
        last = f"  - {{date: {moment}, change: Précision {self.seconds}{minor}}}\n---\n"
        self.portal.write(path, text.replace("\n---\n", f"\n{last}", 1))

    def delete(self) -> None:
        if len(self.notices) > 5:
            path = self.notices.pop(self.chance.randrange(len(self.notices)))
            (self.portal.folder / path).unlink()
            for file in self._kept(path):
                file.unlink()

    def _kept(self, path: str) -> list[Path]:
        """The earlier texts of a notice."""
        return sorted((self.portal.folder / _earlier(path, 1)).parent.glob(f"{Path(path).stem}.r*.md"))

    def _move(self, path: str, place: str, old: str, new: str) -> None:
        """The earlier texts follow a notice."""
        for file in self._kept(path):
            number = int(file.name.removesuffix(".md").rpartition(".r")[2])
            self.portal.write(_earlier(place, number), file.read_text("utf-8").replace(old, new))
            file.unlink()

    def forget(self) -> None:
        """An earlier text is lost."""
        for path in self.notices:
            for file in self._kept(path)[:1]:
                file.unlink()
                return

    def correct(self) -> None:
        """What was said before was said by mistake: in other words, or to fewer."""
        kept = [file for path in self.notices for file in self._kept(path)]
        if kept:
            file = self.chance.choice(kept)
            text = file.read_text("utf-8").replace("Texte ", "Un texte ", 1)
            closed = (
                self.chance.choice(("tlp: CLEAR", "tlp: AMBER")) if "reserve" in str(file) else "tlp: CLEAR"
            )
            file.write_text(text.replace("tlp: AMBER", closed, 1), "utf-8")

    def draft(self) -> None:
        path = self.one()
        text = self.portal.read(path)
        hidden = "tlp: CLEAR\ndraft: true"
        there = hidden in text
        self.portal.write(
            path, text.replace(*((hidden, "tlp: CLEAR") if there else ("tlp: CLEAR", hidden)), 1)
        )

    def withdraw(self) -> None:
        path = self.one()
        text = self.portal.read(path)
        if "withdrawn:" not in text:
            erase = self.chance.choice(("", ", erase: true"))
            moment = max(self.clock, _last_date(text)).isoformat()
            told = f"withdrawn: {{date: {moment}, reason: Doublon{erase}}}\nrevisions:"
            self.portal.write(path, text.replace("revisions:", told, 1))

    def rename(self) -> None:
        """Another number, the former address kept."""
        path = self.one()
        self.number += 1
        name = path.rpartition("/")[2].removesuffix(".md")
        new = f"{name[:-4]}{self.number:04d}"
        text = self.portal.read(path).replace(name, new)
        if "redirect_from" not in text:
            text = text.replace("revisions:", f"redirect_from: [/{path[: -len('.md')]}/]\nrevisions:", 1)
        (self.portal.folder / path).unlink()
        self._move(path, path.replace(name, new), name, new)
        self.notices.remove(path)
        self.notices.append(path.replace(name, new))
        self.portal.write(self.notices[-1], text)

    def restrict(self) -> None:
        """A notice goes to the restricted root."""
        path = self.one()
        if not path.startswith("reserve/"):
            text = self.portal.read(path).replace("tlp: CLEAR", "tlp: AMBER", 1)
            (self.portal.folder / path).unlink()
            self._move(path, f"reserve/{path}", "tlp: CLEAR", "tlp: AMBER")
            self.notices.remove(path)
            self.notices.append(f"reserve/{path}")
            self.portal.write(self.notices[-1], text)

    def relabel(self) -> None:
        self.number += 1
        self.portal.edit("content/vocabulaires/technologies.yml", "label: ", f"label: N{self.number} ")

    def configure(self) -> None:
        text = self.portal.read(CONFIGURATION)
        size = self.chance.randint(2, 5)
        lines = [
            f"lists: {{per_page: {size}, home: 2}}" if line.startswith("lists:") else line
            for line in text.splitlines()
        ]
        self.portal.write(CONFIGURATION, "\n".join(lines) + "\n")

    def document(self) -> None:
        self.number += 1
        self.portal.edit(DOCUMENT, "Débrancher", f"Débrancher {self.number} fois")

    def attach(self) -> None:
        self.number += 1
        self.portal.write(ATTACHMENT, f"Autre contenu, {self.number}.")

    def relate(self) -> None:
        """A document names a bulletin, whose page then leads to it."""
        path = self.one()
        if path.startswith("reserve/") or "draft: true" in self.portal.read(path):
            return
        published = next(
            line for line in self.portal.read(path).splitlines() if line.startswith("published: ")
        )
        if datetime.fromisoformat(published.partition(" ")[2]) > self.clock:
            return
        text = self.portal.read(DOCUMENT)
        line = next(line for line in text.splitlines() if line.startswith("related: "))
        name = path.rpartition("/")[2].removesuffix(".md")
        self.portal.write(DOCUMENT, text.replace(line, f"related: [{name}]"))

    def page(self) -> None:
        self.number += 1
        self.portal.write(
            "content/pages/a-propos.md",
            f"---\ntitle: À propos\ndescription: Essai.\n---\n## Qui\n\nNous, {self.number}.\n",
        )

    def close(self) -> None:
        """An alert ends, or begins again."""
        path = "alerts/2026/CV-2026-ALE-0001.md"
        text = self.portal.read(path)
        there = "status: active"
        moment = self.clock.isoformat()
        ended = f"status: closed\nclosed: {moment}"
        if there in text:
            self.portal.write(path, text.replace(there, ended, 1))

    def touch(self) -> None:
        """A new time on the same bytes, as a checkout gives."""
        for path in (self.one(), DOCUMENT):
            os.utime(self.portal.folder / path)

    def wait(self) -> None:
        self.clock += timedelta(minutes=self.chance.choice((5, 60, 24 * 60, 40 * 24 * 60)))

    def nothing(self) -> None:
        """A timer that finds nothing new."""


def _earlier(path: str, number: int) -> str:
    """Where the text of a notice at a revision is kept."""
    root, name = ("reserve/" if path.startswith("reserve/") else ""), Path(path).stem
    return f"{root}revisions/{name.split('-')[1]}/{name}.r{number}.md"


def _last_date(text: str) -> datetime:
    """When the last revision of a notice is dated."""
    return max(datetime.fromisoformat(told) for told in re.findall(r"- \{date: ([^,]+),", text))


DEEDS: tuple[Callable[[Editors], None], ...] = (
    *(
        Editors.add,
        Editors.add,
        Editors.embargo,
        Editors.revise,
        Editors.revise,
        Editors.delete,
        Editors.draft,
    ),
    *(
        Editors.withdraw,
        Editors.rename,
        Editors.restrict,
        Editors.relabel,
        Editors.configure,
        Editors.document,
    ),
    *(Editors.attach, Editors.relate, Editors.page, Editors.close, Editors.touch, Editors.wait, Editors.wait),
    *(Editors.register, Editors.unregister, Editors.exploit, Editors.nothing),
    *(Editors.revise, Editors.forget, Editors.correct),
)
