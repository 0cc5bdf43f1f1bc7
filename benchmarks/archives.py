"""Archives to measure on: the real one when its file is at hand, else one of the same shape from a seed."""

import gzip
import json
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
CORPUS = REPOSITORY.parent / "shared/corpus/certfr-avis-2000-2023.jsonl.gz"
REAL = 14_091
_TEXT = """
défaut lecture mémoire service serveur passerelle version correctif attaquant distance exécution code
contournement politique sécurité élévation privilèges déni injection session fichier réseau client
"""
_OBSERVATORY = re.compile(r"  - title: Observatoire\n    address: .*\n")
_TO_A_LIST = re.compile(r"\[([^]]*)\]\(/bulletins/technologie/[^)]*\)")
_WORDS = _TEXT.split()
_VENDORS = 400
_PRODUCTS_OF_EACH = 25
"""So that notices name as many products, for their number, as those of the real archive."""
_FIRST_YEAR, _YEARS = 2000, 24


def make(folder: Path, count: int) -> str:
    """A portal's sources with `count` bulletins in `folder`; what they are made from, in words.

    Without the observatory, whose charts the other generators do not draw.
    """
    shutil.copytree(REPOSITORY / "content", folder / "content", ignore=shutil.ignore_patterns("observatoire"))
    for file in (folder / "content").rglob("*.md"):
        # The archive may hold no notice of a technology that a guide refers to.
        text = _TO_A_LIST.sub(r"\1", file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")
    configuration = (REPOSITORY / "site_config.yml").read_text(encoding="utf-8")
    (folder / "site_config.yml").write_text(_OBSERVATORY.sub("", configuration), encoding="utf-8")
    _this_year(folder)
    if not CORPUS.exists() or count > REAL:
        generate(folder, count)
        return "generated"
    newest = folder.with_suffix(".jsonl")
    newest.write_bytes(b"".join(_newest(count)))
    program = Path(sys.executable).with_name("cyberveille")
    subprocess.run([program, "import", "certfr", newest, "--into", folder], check=True, capture_output=True)
    return "CERT-FR advisories 2000-2023 (ANSSI, Licence Ouverte 2.0)"


def _newest(count: int) -> list[bytes]:
    """The last records of the corpus, by year and number of their references."""
    with gzip.open(CORPUS) as corpus:
        records = list(corpus)

    def rank(record: bytes) -> list[int]:
        return [int(number) for number in re.findall(r"\d+", json.loads(record)["reference"])]

    return sorted(records, key=rank)[-count:]


def _this_year(folder: Path) -> None:
    """A bulletin and an alert of the year of the notices published later.

    The first notice of a year, a severity or a technology adds a filter to every page of the lists: that is
    measured as little as it happens.
    """
    chance = random.Random(3)  # noqa: S311 - reproducible, not secret
    for kind, name in (("bulletins", "CV-2026-BUL-0001"), ("alerts", "CV-2026-ALE-0001")):
        text = bulletin(name, 2026, 1, chance).replace(
            "technologies:", "severity: critique\ntechnologies:", 1
        )
        if kind == "alerts":
            text = text.replace("tlp:", "status: active\ntlp:").replace("AVI-0001", "ALE-0001")
        file = folder / kind / "2026" / f"{name}.md"
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")


def generate(folder: Path, count: int, seed: int = 1) -> None:
    """`count` bulletins over 24 years, the same for the same seed; four in five have no severity."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    of_a_year = -(-count // _YEARS)
    for number in range(count):
        year, rank = _FIRST_YEAR + number // of_a_year, number % of_a_year + 1
        name = f"CV-{year}-BUL-{rank:04d}"
        file = folder / f"bulletins/{year}/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(bulletin(name, year, rank, chance), encoding="utf-8")


def bulletin(name: str, year: int, rank: int, chance: random.Random) -> str:
    """A bulletin in the format of editors, with words, products and vulnerabilities drawn from `chance`."""
    day = f"{year}-{rank * 12 // 10_000 % 12 + 1:02d}-{rank % 28 + 1:02d}"
    moment = f"{day}T10:{rank // 60 % 60:02d}:{rank % 60:02d}+01:00"
    product = f"Produit {chance.randrange(_PRODUCTS_OF_EACH)}"
    vendor = f"Éditeur {chance.randrange(_VENDORS)}"
    products = "".join(
        f'  - {{vendor: {vendor}, product: {product}, affected: "{product} < {n}.{chance.randrange(40)}"}}\n'
        for n in range(1, chance.randrange(2, 8))
    )
    cves = "".join(
        f"  - {{cve: CVE-{year}-{cve}}}\n"
        for cve in sorted(chance.sample(range(1000, 60_000), k=chance.randrange(1, 12)))
    )
    severity = f"severity: {chance.choice(('critique', 'elevee', 'moyenne'))}\n" if rank % 5 == 0 else ""
    return (
        f"---\nid: {name}\ntitle: Vulnérabilité dans {product} de {vendor}\n"
        f"tlp: CLEAR\npublished: {moment}\n"
        f"{severity}technologies: [systemes]\nproducts:\n{products}vulnerabilities:\n{cves}"
        f"risks: [execution-code-distance]\nreferences:\n"
        f"  - {{title: Avis de l’éditeur, url: https://example.org/avis/{year}/{rank}}}\n"
        f"aliases: [EXEMPLE-{year}-AVI-{rank:04d}]\nrevisions:\n"
        f"  - {{date: {moment}, change: Version initiale}}\n"
        f"---\n## Résumé\n\n{' '.join(chance.choices(_WORDS, k=60)).capitalize()}.\n\n"
        f"## Mesures\n\nSe référer à l’avis de l’éditeur pour l’obtention du correctif.\n"
    )
