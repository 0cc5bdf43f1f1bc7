"""A notice's identifier, its file and its folder say the same thing."""

from collections.abc import Iterator

from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.expressions import expression
from cyberveille.model import Kind, Notice, Page
from cyberveille.signs import ALIKE, SPACE, UNSEEN, named

_SLUG = expression(r"[a-z0-9]+(-[a-z0-9]+)*")


@rule(Notice, of_erased=True)
def id_form(notice: Notice, context: Context) -> Iterator[Remark]:
    """L’identifiant doit suivre la forme « préfixe-année-code-numéro », numéro sur 4 chiffres.

    Mauvais : `id: CV-26-BUL-42`
    Bon : `id: CV-2026-BUL-0042`
    """
    if not context.policy.id_form.fullmatch(notice.id):
        yield Remark(
            f"L’identifiant « {notice.id} » n’a pas la forme attendue.",
            ("id",),
            hint=f"Écrivez par exemple {context.policy.prefix}-2026-{notice.kind.code}-0042.",
        )


@rule(Notice, of_erased=True)
def id_kind(notice: Notice, context: Context) -> Iterator[Remark]:
    """Le code de l’identifiant doit être celui du dossier : BUL, ALE ou DOC.

    Mauvais : `id: CV-2026-ALE-0003` dans `bulletins/2026/`
    Bon : `id: CV-2026-ALE-0003` dans `alerts/2026/`
    """
    form = context.policy.id_form.fullmatch(notice.id)
    if form and form[2] != notice.kind.code:
        other = Kind.of_code(form[2])
        yield Remark(
            f"Le code {form[2]} ne convient pas au dossier {notice.kind.folder}/, "
            f"qui attend {notice.kind.code}.",
            ("id",),
            hint=f"Corrigez l’identifiant, ou rangez le fichier dans {other.folder}/." if other else "",
        )


@rule(Notice, of_erased=True)
def id_file_name(notice: Notice, context: Context) -> Iterator[Remark]:
    """Le fichier doit porter le nom de l’identifiant.

    Mauvais : `id: CV-2026-BUL-0042` dans `CV-2026-BUL-0041.md`
    Bon : `id: CV-2026-BUL-0042` dans `CV-2026-BUL-0042.md`
    """
    name = notice.source.path.rpartition("/")[2]
    if name != f"{notice.id}.md":
        fit = context.policy.id_form.fullmatch(notice.id)
        yield Remark(
            f"L’identifiant « {notice.id} » et le nom du fichier « {name} » diffèrent{_odd(name)}.",
            ("id",),
            hint=_hint_on_name(notice.id, name) if fit else "Corrigez l’identifiant.",
        )


def _odd(name: str) -> str:
    """The first sign of a name that passes for another, or that nobody sees, told where it stands."""
    for place, sign in enumerate(name, 1):
        if UNSEEN.match(sign) or SPACE.match(sign) or ALIKE.match(sign):
            return f" : le nom contient {named(sign)}, au rang {place}"
    return ""


def _hint_on_name(notice_id: str, name: str) -> str:
    """How to mend a name: one that holds the identifier may be a copy's, which must not take its place."""
    if notice_id in name:
        return (
            f"Si c’est une copie de {notice_id}.md, comparez-les et gardez un seul fichier ; sinon, "
            f"renommez-le en {notice_id}.md."
        )
    return f"Renommez le fichier en {notice_id}.md, ou corrigez l’identifiant."


@rule(Notice, of_erased=True)
def id_folder(notice: Notice, context: Context) -> Iterator[Remark]:
    """Un bulletin ou une alerte doit être rangé dans le dossier de son année.

    Mauvais : `bulletins/2025/CV-2026-BUL-0042.md`
    Bon : `bulletins/2026/CV-2026-BUL-0042.md`
    """
    form = context.policy.id_form.fullmatch(notice.id)
    kind = notice.kind
    folder = notice.source.path.rpartition("/")[0]
    if form is None or form[2] != kind.code:
        return
    expected = f"{kind.folder}/{form[1]}" if kind.by_year else kind.folder
    if folder != expected:
        yield Remark(
            f"La notice {notice.id} est rangée dans {folder}/ au lieu de {expected}/.",
            ("id",),
            hint=f"Déplacez le fichier dans {expected}/, ou corrigez l’année de l’identifiant.",
        )


@rule(Page)
def page_name(page: Page, _context: Context) -> Iterator[Remark]:
    """Le nom d’une page, qui est aussi son adresse, doit être en minuscules sans accents.

    Mauvais : `content/pages/À propos.md`
    Bon : `content/pages/a-propos.md`
    """
    if not _SLUG.fullmatch(page.slug):
        yield Remark(
            f"Le nom « {page.slug}.md » ne peut pas servir d’adresse.",
            hint="N’employez que des minuscules sans accents, des chiffres et des tirets.",
        )
