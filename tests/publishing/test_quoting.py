"""The measure of how often words of the trade are taken for a leak counts what it says it counts."""

from benchmarks.quoting import quoting
from tests.portal import Portal, bulletin

from cyberveille.publishing.words import text_words

TRADE = "permet à un attaquant de provoquer une exécution de code arbitraire à distance"
OWN = "les onze serveurs de secours ont été coupés avant la tombée du jour"


def test_the_trade_s_words_trip_nothing_and_a_copy_does(portal: Portal) -> None:
    """Many notices far apart say the first; one later notice says the second."""
    for number in range(10, 18):
        body = f"Un défaut {TRADE}." + (f" Hier, {OWN}." if number in {16, 17} else "")
        text = bulletin(number, title=f"Titre numéro {number} du mois", body=body)
        text = text.replace("2026-10-05", f"2026-{number - 8:02d}-05")
        portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text)
    measured = quoting(portal.catalogue(), [f"CV-2026-BUL-{number:04d}" for number in range(10, 17)])
    assert measured.declared == measured.quoting == 7
    assert measured.refused.keys() == {"CV-2026-BUL-0016"}
    said = text_words(f"Un défaut {TRADE}. Hier, {OWN}.").decode()
    assert all(words in said for words in measured.refused["CV-2026-BUL-0016"])
