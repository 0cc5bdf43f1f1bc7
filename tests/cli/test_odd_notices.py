"""Each verb on notices that people wrote in ways of their own: only its lines change, to the byte."""

from difflib import ndiff

import pytest
from click.testing import CliRunner
from tests.portal import Portal

from cyberveille.cli import main

ID, NEW = "CV-2026-ALE-0011", "CV-2026-ALE-0099"
DAY = "2026-10-01T10:00:00+02:00"
LATER = "2026-10-05T10:00:00+02:00"
BODY = (
    "---\n## Résumé\n\nUn texte\tavec une tabulation.   \n\n---\n\nid: faux\n\n## Mesures\n\n1. Installer.\n"
)
PLAIN = f"""---
id: {ID}
title: Un titre
tlp: CLEAR
status: active
published: {DAY}
severity: faible
technologies: [imagerie]
references:
  - {{title: Avis, url: https://example.org/a}}
revisions:
  - {{date: {DAY}, change: Version initiale}}
{BODY}"""
QUOTED = f"""---
# Tout entre guillemets.
'id': '{ID}'
"title": 'L''essai'   # à relire
'tlp': "CLEAR"
"status": "active"
"published": "{DAY}"
"severity": 'faible'
'technologies': ['imagerie']
"references": [{{"title": "Avis", "url": "https://example.org/a"}}]
"revisions": [{{"date": "{DAY}", "change": "Version initiale"}}]
# Fin.
{BODY}"""
LISTS = f"""---
revisions: [ {{date: {DAY},
    change: Version initiale}},
  ]
references: [
    {{title: Avis, url: "https://example.org/a"}},
    # le second
    {{title: Avis 2,
     url: "https://example.org/b"}},
  ]
technologies: [
  imagerie,
]
severity:    faible
title: >
  Un titre
  sur deux lignes
published:
  {DAY}
tlp:   CLEAR
? status
: active
redirect_from: []
id:   {ID}


{BODY}"""
BLOCKS = f"""---
revisions:

      # la première
      -   date: {DAY}
          change: >-
            Version
            initiale

references:
- url: https://example.org/a
  title: |-
    Avis

redirect_from:
- /alertes/2026/ancienne/
technologies:
- imagerie
title: |2-
  Un titre
severity: faible
published: {DAY}
status: active
tlp: CLEAR
id: {ID}
{BODY}"""
MIXED = PLAIN.replace("severity: faible\n", "severity: faible\r\n").replace("Installer.\n", "Installer.\r\n")
WRITTEN = {
    "plain": PLAIN.rstrip("\n"),
    "quoted": QUOTED,
    "lists": LISTS,
    "blocks": BLOCKS,
    "windows": f"\ufeff{PLAIN}".replace("\n", "\r\n"),
    "mixed": MIXED,
}
VERBS = {
    "revise": ("revise", ID, "Texte : « précisé » # oui", "--now", LATER),
    "withdraw": ("withdraw", ID, 'Doublon: "x"', "--now", LATER),
    "close": ("close", ID, "Corrigé", "--now", LATER),
    "renumber": ("renumber", ID, NEW),
}
TOUCHED = {
    "revise": ("revisions", "date:", "change:"),
    "withdraw": ("withdrawn:", "  date:", "  reason:"),
    "close": ("status", "active", "closed", "revisions", "date:", "change:"),
    "renumber": ("id", "redirect_from", "/alertes/2026/"),
}
"""What may be in a line that a verb takes out or puts in."""


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("written", WRITTEN)
def test_a_verb_changes_its_lines_alone(portal: Portal, written: str, verb: str) -> None:
    """Comments, quotes, layouts, line ends and the text itself stay; what is said afterwards is right."""
    file = portal.folder / f"alerts/2026/{ID}.md"
    before = WRITTEN[written]
    file.write_bytes(before.encode())
    root = ["--root", str(portal.folder)]
    done = CliRunner().invoke(main, [*VERBS[verb], *root], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    after = file.with_stem(NEW if verb == "renumber" else ID).read_bytes().decode()
    changed = [
        line
        for line in ndiff(before.split("\n"), after.split("\n"))
        if line.startswith(("- ", "+ ")) and not line.startswith("  ")
    ]
    assert changed
    assert [line for line in changed if not any(word in line for word in TOUCHED[verb])] == []
    assert len(changed) <= 6
    again = CliRunner().invoke(main, ["check", "--now", "2026-10-10T10:00:00+02:00", *root])
    assert "erreur" not in again.stdout, again.stdout
    if verb == "renumber":
        assert f"/alertes/2026/{ID}/" in after
