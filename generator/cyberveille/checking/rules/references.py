"""Where a notice's facts come from."""

from collections.abc import Iterator

from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.checking.web_address import WebAddress, deceit, international, judge, out_of_reach
from cyberveille.model import Bulletin, Gravity, Notice


@rule(Bulletin)
def reference_given(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """Un bulletin ou une alerte doit citer au moins une source.

    Mauvais : aucune entrée sous `references`
    Bon : `references: [{title: Avis de l’éditeur, url: "https://example.org/avis"}]`
    """
    if not notice.references:
        yield Remark(
            "Aucune source n’est citée.",
            hint="Ajoutez sous « references: » une entrée avec « title » et « url ».",
        )


@rule(Notice)
def reference_address(notice: Notice, _context: Context) -> Iterator[Remark]:
    """L’adresse d’une source doit être une adresse web complète et valide.

    Mauvais : `url: www.example.org/avis`
    Bon : `url: "https://www.example.org/avis"`
    """
    for position, reference in enumerate(notice.references):
        worth = judge(reference.url)
        if worth is WebAddress.INVALID or worth is WebAddress.OTHER:
            yield Remark(
                f"« {reference.url} » n’est pas une adresse web valide.",
                ("references", position, "url"),
                hint="Écrivez l’adresse complète, à partir de https://, sans espace.",
            )


@rule(Notice)
def reference_honest(notice: Notice, _context: Context) -> Iterator[Remark]:
    """L’adresse d’une source doit mener là où le lecteur croit qu’elle mène.

    Mauvais : `url: "https://www.cisa.gov@example.net/"`
    Bon : `url: "https://www.cisa.gov/"`
    """
    for position, reference in enumerate(notice.references):
        if fault := deceit(reference.url):
            yield Remark(
                f"L’adresse {reference.url} {fault}.",
                ("references", position, "url"),
                hint="Vérifiez à qui appartient le site, puis recopiez son adresse sans détour.",
            )


@rule(Notice, gravity=Gravity.WARNING)
def reference_international(notice: Notice, _context: Context) -> Iterator[Remark]:
    """Un nom de site devrait s’écrire en lettres que le lecteur connaît : une autre peut en imiter une.

    Mauvais : `url: "https://čert.example/avis"`
    Bon : `url: "https://cert.example/avis"`
    """
    for position, reference in enumerate(notice.references):
        if names := international(reference.url):
            yield Remark(
                f"Le site « {names[0]} » s’appelle en réalité {names[1]}.",
                ("references", position, "url"),
                hint="Vérifiez à qui il appartient.",
            )


@rule(Notice, gravity=Gravity.WARNING)
def reference_secure(notice: Notice, _context: Context) -> Iterator[Remark]:
    """L’adresse d’une source devrait être en https.

    Mauvais : `url: "http://example.org/avis"`
    Bon : `url: "https://example.org/avis"`
    """
    for position, reference in enumerate(notice.references):
        if judge(reference.url) is WebAddress.PLAIN:
            yield Remark(
                f"L’adresse {reference.url} n’est pas chiffrée.",
                ("references", position, "url"),
                hint="Vérifiez si le site répond aussi en https.",
            )


@rule(Notice, gravity=Gravity.WARNING)
def reference_reachable(notice: Notice, _context: Context) -> Iterator[Remark]:
    """L’adresse d’une source devrait répondre à tous : ni « localhost », ni un réseau intérieur.

    Mauvais : `url: "https://192.168.1.20/avis"`
    Bon : `url: "https://example.org/avis"`
    """
    for position, reference in enumerate(notice.references):
        if host := out_of_reach(reference.url):
            yield Remark(
                f"« {host} » n’existe que sur une machine ou un réseau : le lecteur n’y trouvera rien.",
                ("references", position, "url"),
                hint="Citez l’adresse publique de la source.",
            )


@rule(Notice)
def reference_unique(notice: Notice, _context: Context) -> Iterator[Remark]:
    """Une source ne doit être citée qu’une fois.

    Mauvais : deux entrées de `references` avec la même `url`
    Bon : une seule entrée par `url`
    """
    if len(notice.references) < 2:  # noqa: PLR2004 - one cannot repeat
        return
    seen: set[str] = set()
    for position, reference in enumerate(notice.references):
        if reference.url in seen:
            yield Remark(
                f"L’adresse {reference.url} est citée deux fois.",
                ("references", position, "url"),
                hint="Gardez une seule entrée, avec le titre le plus clair.",
            )
        seen.add(reference.url)
