"""What `identity:` names, read and made safe: colours that can be read, pictures that only show."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

import msgspec

from cyberveille.expressions import expression
from cyberveille.locale import french
from cyberveille.looks.colour import is_colour, whole
from cyberveille.looks.contrasts import LIGHT, Unreadable, unreadable
from cyberveille.looks.pairs import PART
from cyberveille.looks.palette import palette_of
from cyberveille.looks.picture import PictureError, is_png, png
from cyberveille.looks.svg import cleaned
from cyberveille.looks.typeface import typeface
from cyberveille.model import Configuration, Finding, Gravity, Pointer
from cyberveille.model.identity import Face, Font, Looks, Palette, Picture, Themes
from cyberveille.reading.audiences import stays_inside
from cyberveille.reading.faults import Fault
from cyberveille.reading.looking import read_within, resolved
from cyberveille.reading.own_files import read_static, read_templates
from cyberveille.reading.report import Report
from cyberveille.reading.size import SOURCE_LIMIT
from cyberveille.system_errors import reason

_WEIGHT = expression(r"\d{1,4}(?: \d{1,4})?")
_HEAVIEST = 1000
Line = Callable[[Pointer], int]
"""The line of the configuration on which it says what a pointer names."""


def read_looks(
    folder: Path, configuration: Configuration, name: str, line: Line
) -> tuple[Looks, list[Finding]]:
    """What the portal in `folder` looks like, with all that was found; `name` is the configuration's file."""
    identity = configuration.identity
    reading = _Reading(folder, Report(name), line)
    palette, logo = reading.palette(identity.colours), reading.picture("logo", identity.logo)
    if logo is not None and not reading.report.refused:
        reading.stands_out(logo, palette or palette_of({}, {}))
    looks = Looks(
        palette=palette,
        logo=logo,
        wordmark=identity.wordmark,
        favicon=reading.picture("favicon", identity.favicon),
        faces=tuple(reading.faces(identity.fonts)),
    )
    files, served = read_static(folder)
    templates, told = read_templates(folder, configuration, files)
    reports = (reading.report, *served, *told)
    findings = [finding for report in reports for finding in report.findings]
    return msgspec.structs.replace(looks, files=files, templates=templates), [*findings, *reading.others]


class _Reading:
    def __init__(self, folder: Path, report: Report, line: Line) -> None:
        self.folder, self.report, self.line = folder, report, line
        self.others: list[Finding] = []

    def palette(self, themes: Themes) -> Palette | None:
        light, dark = (dict(self._given(theme, getattr(themes, theme).given)) for theme in ("light", "dark"))
        if not light and not dark:
            return None
        for found in unreadable(light, dark):
            self._refuse(("identity", "colours", found.theme, found.given), Fault.CONTRAST, *_told(found))
        return palette_of(light, dark)

    def _given(self, theme: str, colours: dict[str, str]) -> Iterator[tuple[str, str]]:
        for name, written in colours.items():
            if is_colour(written):
                yield name, whole(written)
            else:
                self._refuse(
                    ("identity", "colours", theme, name),
                    Fault.CONFIGURATION,
                    f"« {written} » n’est pas une couleur.",
                    'Écrivez-la entre guillemets, en six chiffres hexadécimaux : "#0a4248".',
                )

    def picture(self, key: str, path: str | None) -> Picture | None:
        """A logo or an icon, whatever its name ends like; None when it cannot be had."""
        data = None if path is None else self.bytes_of(("identity", key), path)
        if data is None or path is None:
            return None
        try:
            if is_png(data):
                return png(data)
            found = cleaned(data)
        except PictureError as error:
            self._found(path, error.line, Fault.IDENTITY_FILE, error.message, _PICTURE_HINT)
            return None
        for removed in found.removed:
            message = f"Le portail retire du dessin {removed.what}."
            self._found(path, removed.line, Fault.IDENTITY_FILE, message, _REMOVED_HINT, Gravity.WARNING)
        return found.picture

    def stands_out(self, logo: Picture, palette: Palette) -> None:
        """A logo that can hardly be seen on the header is a warning: no criterion of WCAG holds for logos."""
        # Only loaded by portals that have a logo.
        from cyberveille.looks.logo_colours import best_contrast, colours_of  # noqa: PLC0415

        colours = colours_of(logo)
        for where, names in (("clair", palette.light), ("sombre", palette.dark)):
            back = names["primary"]
            if colours and (ratio := best_contrast(colours, back)) < PART:
                message = (
                    f"Thème {where} : le logo se voit mal sur l’en-tête ({back}) : {_ratio(ratio)} au mieux."
                )
                hint = f"Donnez-en une variante claire, ou changez « primary » : {_ratio(PART)} se voit bien."
                at = self.line(("identity", "logo"))
                self.report.add(Fault.CONTRAST, at, message, hint, Gravity.WARNING)

    def faces(self, fonts: Iterable[Font]) -> Iterator[Face]:
        for position, font in enumerate(fonts):
            at = ("identity", "fonts", position)
            if not _is_weight(font.weight):
                message = f"« {font.weight} » n’est pas une graisse."
                hint = 'Écrivez un nombre de 1 à 1000, ou les deux bouts d’une police variable : "100 900".'
                self._refuse((*at, "weight"), Fault.CONFIGURATION, message, hint)
                continue
            data = self.bytes_of((*at, "file"), font.file)
            if data is None:
                continue
            try:
                yield Face(font.use.value, font.weight, font.italic, typeface(data))
            except PictureError as error:
                hint = "Donnez un fichier WOFF2, celui que les navigateurs lisent."
                self._found(font.file, 0, Fault.IDENTITY_FILE, error.message, hint)

    def bytes_of(self, at: Pointer, path: str) -> bytes | None:
        """A file that the configuration names at `at`; None, with a finding, for one that cannot be read."""
        file = self.folder / path
        if not (stays_inside(PurePosixPath(path)) and self._leads_inside(file)):
            hint = "Écrivez un chemin relatif à site_config.yml, sans « .. » ni lien symbolique."
            self._refuse(at, Fault.CONFIGURATION, f"« {path} » sort du dossier du portail.", hint)
            return None
        try:
            data = read_within(file, SOURCE_LIMIT)
        except OSError as error:
            hint = "Corrigez le chemin, relatif à site_config.yml, ou ajoutez le fichier."
            self._refuse(at, Fault.CONFIGURATION, f"« {path} » ne peut pas être lu : {reason(error)}.", hint)
            return None
        if isinstance(data, int):
            self._refuse(at, Fault.FILE_SIZE, f"« {path} » pèse plus de 2 Mo.", "Allégez-le.")
            return None
        return data

    def _leads_inside(self, file: Path) -> bool:
        """Whether a file is in the portal's folder, symbolic links followed; not one that leads to itself."""
        try:
            return resolved(file).is_relative_to(resolved(self.folder))
        except OSError:
            return False

    def _refuse(self, at: Pointer, fault: Fault, message: str, hint: str) -> None:
        self.report.add(fault, self.line(at), message, hint)

    def _found(
        self,
        path: str,
        line: int,
        fault: Fault,
        message: str,
        hint: str,
        gravity: Gravity = Gravity.ERROR,
    ) -> None:
        self.others.append(Finding(path, line, fault.value, french(message), french(hint), gravity))


def _is_weight(text: str) -> bool:
    return _WEIGHT.fullmatch(text) is not None and all(0 < int(part) <= _HEAVIEST for part in text.split())


_PICTURE_HINT = (
    "Donnez un dessin SVG qui se suffit (64 Kio au plus), ou une image PNG (2048 pixels de côté au plus)."
)
_REMOVED_HINT = "Retirez-le aussi du fichier, et regardez si le dessin reste ce qu’il était."


def _told(found: Unreadable) -> tuple[str, str]:
    demand = found.demand
    where = "thème clair" if found.theme == LIGHT else "thème sombre"
    message = (
        f"{where.capitalize()} : « {found.given} » ({found.colour}) et {demand.told} ({found.back}) se "
        f"distinguent mal : {_ratio(found.ratio)}, il faut {_ratio(demand.least)} "
        f"(WCAG 2.2, {demand.criterion})."
    )
    hint = (
        f'La couleur la plus proche qui convient est "{found.nearest}".'
        if found.nearest
        else "Aucune couleur ne convient à côté des autres : changez aussi celles-ci."
    )
    return message, hint


def _ratio(value: float) -> str:
    """Rounded down: what is not enough never looks like it."""
    hundredths = int(value * 100 + 1e-9)
    return f"{hundredths // 100},{hundredths % 100:02d}".rstrip("0").rstrip(",") + " : 1"
