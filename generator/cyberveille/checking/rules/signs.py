"""Signs that pass for others in values that programs compare, and marks that are not part of a value."""

from collections.abc import Iterator

from cyberveille.checking.rule import Context, Remark, Subject, rule
from cyberveille.expressions import expression
from cyberveille.model import Bulletin, Gravity, Held, Indicator, IndicatorType, Notice, Page, Role, held
from cyberveille.reading import OPENING, within_odd_quotes
from cyberveille.signs import ALIKE, SPACE, named, plain

_COMPARED = frozenset({Role.IDENTIFIER, Role.QUOTED_NAME, Role.TERM, Role.NOTICE, Role.CODE, Role.TRACE})
_LOOKED_AT = _COMPARED | {Role.ADDRESS, Role.NAME, Role.FILE}
_COMPARES = expression(r"[‹›〈〉˂˃](?=\s?=?\s?\d)(?!.*[‹›〈〉])")
_VERSIONS = ("vendor", "product", "affected", "fixed")


@rule(Notice, Page)
def sign_plain(subject: Subject, context: Context) -> Iterator[Remark]:
    """Identifiants, termes, indicateurs et adresses ne doivent contenir que des signes du clavier.

    Une espace insécable ou un tiret typographique se lisent comme les autres, mais ne sont pas les mêmes : ni
    la recherche ni les programmes ne les reconnaissent. Le nom d’un fichier à rechercher s’écrit tel quel.

    Mauvais : `technologies: [dispositifs–medicaux]`, avec un tiret demi-cadratin
    Bon : `technologies: [dispositifs-medicaux]`
    """
    if not context.unusual:
        return
    for item in held(subject, _LOOKED_AT):
        found = SPACE.search(item.value) or (ALIKE.search(item.value) if _is_compared(item) else None)
        if found is not None:
            yield Remark(
                f"La clé « {item.key} » contient un signe qui passe pour un autre : {named(found.group())}, "
                f"au rang {found.start() + 1} de la valeur.",
                item.at,
                hint=f"Récrivez-la au clavier : « {plain(item.value)} ».",
            )


def _is_compared(item: Held) -> bool:
    """Whether a dash cannot be meant: addresses and names of files may have one."""
    if item.holds.role is Role.TRACE and isinstance(item.group, Indicator):
        return item.group.type not in {IndicatorType.FILE_NAME, IndicatorType.URL}
    return item.holds.role in _COMPARED


@rule(Bulletin, gravity=Gravity.WARNING)
def product_unquoted(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """Un produit et ses versions ne devraient pas être entre guillemets typographiques, qui seraient publiés.

    Mauvais : `fixed: "« 4.10 »"`
    Bon : `fixed: "4.10"`
    """
    for position, product in enumerate(notice.products):
        for key in _VERSIONS:
            value = getattr(product, key)
            if value and len(value) > 2 and value[0] in "\"'" and value[-1] == value[0]:  # noqa: PLR2004 - a pair
                yield Remark(
                    f"La clé « {key} » contient ses guillemets deux fois : {value}.",
                    ("products", position, key),
                    hint=f'Écrivez {key}: "{value[1:-1]}".',
                )
            elif value and (compared := _COMPARES.match(value)):
                yield Remark(
                    f"La clé « {key} » commence par un signe qui passe pour « < » ou « > », "
                    f"{named(compared[0])}.",
                    ("products", position, key),
                    hint="Récrivez-la au clavier, avec « < », « <= », « > » ou « >= ».",
                )
            elif value and value[0] in OPENING and (within := within_odd_quotes(value)):
                yield Remark(
                    f"La clé « {key} » est entre guillemets dans la valeur elle-même : {named(within.sign)}.",
                    ("products", position, key),
                    hint=f'Écrivez {key}: "{within.text}".',
                )
