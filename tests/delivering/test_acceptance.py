"""What a target may receive, by what it holds."""

import msgspec
import pytest
from tests.delivering.editions import edition_json

from cyberveille.delivering.acceptance import TargetContents, objections
from cyberveille.delivering.manifest import Manifest
from cyberveille.publishing.edition_identity import EditionIdentity, parse_identity

TARGET = "dossier:public"


def _edition(audience: str = "public", **more: str) -> EditionIdentity:
    identity = parse_identity(edition_json(audience, **more).encode())
    assert identity is not None
    return identity


def _held(identity: EditionIdentity | None, *others: str) -> TargetContents:
    return TargetContents(identity=identity, others=others, settled=identity is not None)


PUBLIC = _edition()
MEMBERS = _edition("members", url="https://membres.example.org/", tlp_max="AMBER")
OLD_PUBLIC = msgspec.structs.replace(PUBLIC, tlp_max=None, restricted=None)
OLD_MEMBERS = msgspec.structs.replace(MEMBERS, tlp_max=None, restricted=None)


@pytest.mark.parametrize(
    ("edition", "held"),
    [
        (PUBLIC, TargetContents()),
        (PUBLIC, _held(PUBLIC, "index.html", "CNAME")),
        (PUBLIC, _held(OLD_PUBLIC, "index.html")),
        (MEMBERS, _held(MEMBERS, "index.html")),
    ],
)
def test_the_same_portal_for_the_same_readers_is_welcome(
    edition: EditionIdentity, held: TargetContents
) -> None:
    """An empty target too, when anyone may read the edition."""
    assert objections(TARGET, edition, held, adopt=False) == ()


@pytest.mark.parametrize(
    ("edition", "held", "said"),
    [
        (MEMBERS, _held(PUBLIC), "« public »"),
        (PUBLIC, _held(MEMBERS), "« members »"),
        (MEMBERS, _held(OLD_PUBLIC), "« public »"),
        (MEMBERS, TargetContents(manifest=Manifest(identity=PUBLIC, edition="", files={})), "« public »"),
        (_edition(tlp_max="GREEN"), _held(PUBLIC), "ouverte"),
        (PUBLIC, _held(_edition(tlp_max="GREEN")), "restreinte"),
    ],
)
@pytest.mark.parametrize("adopt", [False, True])
def test_an_edition_never_takes_the_place_of_one_for_others(
    edition: EditionIdentity, held: TargetContents, said: str, *, adopt: bool
) -> None:
    """Whatever the operator says: another audience, or the same one opened or closed meanwhile."""
    (reason, *_) = objections(TARGET, edition, held, adopt=adopt)
    assert said in reason
    assert "--adopt" not in reason


@pytest.mark.parametrize(
    ("edition", "held", "said"),
    [
        (PUBLIC, _held(None, "notes.txt"), "« notes.txt »"),
        (PUBLIC, _held(_edition(url="https://ailleurs.example.org/")), "https://ailleurs.example.org/"),
        (MEMBERS, TargetContents(), "restreinte (jusqu’à TLP:AMBER)"),
        (MEMBERS, _held(OLD_MEMBERS), "restreinte (jusqu’à TLP:AMBER)"),
        (_edition(tlp_max="GREEN"), _held(OLD_PUBLIC), "TLP:GREEN"),
    ],
)
def test_what_is_in_doubt_waits_for_the_operator(
    edition: EditionIdentity, held: TargetContents, said: str
) -> None:
    """Other files, another address, restricted content with nothing known of the place: `--adopt` decides."""
    reasons = objections(TARGET, edition, held, adopt=False)
    assert said in reasons[0]
    assert "« --adopt »" in reasons[-1]
    assert objections(TARGET, edition, held, adopt=True) == ()
