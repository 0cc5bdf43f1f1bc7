# ruff: noqa: E501 - markup, as it stands in the documents
"""Makes files/ again with LibreOffice: real documents of each family, kept since LibreOffice weighs 500 MB.

    apt-get install --no-install-recommends libreoffice-writer libreoffice-calc libreoffice-impress
    python tests/publishing/containers/make_files.py

Two documents of each kind, one ordinary, one that says a sentence in each place a reader sees.
"""

import subprocess
import tempfile
from pathlib import Path

FILES = Path(__file__).parent / "files"
_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("meta", "meta"),
        ("style", "style"), ("svg", "svg-compatible"), ("presentation", "presentation"), ("form", "form"),
        ("fo", "xsl-fo-compatible"),
    )
) + ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
_KINDS = {
    "texte": ("text", ("odt", "docx", "rtf", "doc", "pdf")),
    "tableau": ("spreadsheet", ("ods", "xlsx", "xls")),
    "diapos": ("presentation", ("odp", "pptx")),
}


def sentence(place: str) -> str:
    """What is said in a place, and nowhere else."""
    return f"la cellule garde {place} pour elle seule depuis la nuit dernière"


def _meta(secret: bool) -> str:
    told = sentence if secret else (lambda place: f"Essai {place}")
    return (
        f"<office:meta><dc:title>{told('le titre')}</dc:title><dc:subject>{told('le sujet')}</dc:subject>"
        f"<dc:description>{told('la description')}</dc:description><meta:keyword>{told('le motif')}</meta:keyword>"
        f"<meta:initial-creator>{told('le nom')}</meta:initial-creator><dc:creator>Camille</dc:creator>"
        f'<meta:user-defined meta:name="Affaire">{told("la propriété")}</meta:user-defined></office:meta>'
    )


_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
"""A PNG of one pixel."""


def _image(text: str) -> str:
    size = 'svg:width="8cm" svg:height="3cm" svg:x="2cm" svg:y="8cm"'
    told = f"<svg:title>{text}</svg:title><svg:desc>{text} encore</svg:desc>"
    held = f"<draw:image><office:binary-data>{_DOT}</office:binary-data></draw:image>"
    return f'<draw:frame draw:name="Vue" {size}>{held}{told}</draw:frame>'


def _note(text: str) -> str:
    return f"<office:annotation><dc:creator>Camille</dc:creator><text:p>{text}</text:p></office:annotation>"


def _text(secret: bool) -> tuple[str, str]:
    told = sentence if secret else (lambda place: f"Un texte ordinaire sur {place}.")
    cut = told("le corps").replace("cellule", "cel<text:span>lu</text:span>le")
    body = (
        f"<text:h text:outline-level='1'>Compte rendu</text:h><text:p>{cut}{_note(told('le commentaire'))}</text:p>"
        f"<text:p>Avant.<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
        f"<text:note-body><text:p>{told('la note')}</text:p></text:note-body></text:note> Après.</text:p>"
        f"<text:p>{_image(told('l’image'))}</text:p>"
        f"<table:table table:name='Grille'><table:table-column/><table:table-row><table:table-cell><text:p>"
        f"{told('la case')}</text:p></table:table-cell></table:table-row></table:table>"
        f"<text:p><text:a xlink:href='https://example.org/{told('le lien').replace(' ', '-')}'>ici</text:a></text:p>"
    )
    masters = (
        "<office:master-styles><style:master-page style:name='Standard' style:page-layout-name='P'><style:header>"
        f"<text:p>{told('l’entête')}</text:p></style:header><style:footer><text:p>{told('le pied')} Page "
        "<text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>"
    )
    layout = (
        "<office:automatic-styles><style:page-layout style:name='P'><style:page-layout-properties"
        " fo:page-width='21cm' fo:page-height='29.7cm'/><style:header-style/><style:footer-style/>"
        "</style:page-layout></office:automatic-styles>"
    )
    return layout + masters, body


def _sheet(secret: bool) -> tuple[str, str]:
    told = sentence if secret else (lambda place: f"Un texte ordinaire sur {place}.")
    numbers = "".join(
        f"<table:table-row><table:table-cell office:value-type='float' office:value='{n}'><text:p>{n}</text:p>"
        f"</table:table-cell><table:table-cell office:value-type='float' office:value='{2000 + n}'><text:p>"
        f"{2000 + n}</text:p></table:table-cell></table:table-row>"
        for n in range(1, 31)
    )
    body = (
        f"<table:table table:name='Feuille {'du cercle' if secret else 'un'}'><table:table-column/>"
        f"<table:table-row><table:table-cell office:value-type='string'>{_note(told('le commentaire'))}<text:p>"
        f"{told('la case')}</text:p></table:table-cell><table:table-cell office:value-type='string'"
        f" table:formula='of:=&quot;{told('la formule')}&quot;' office:string-value='{told('la formule')}'><text:p>"
        f"{told('la formule')}</text:p></table:table-cell></table:table-row>{numbers}</table:table>"
    )
    return "", body


def _slides(secret: bool) -> tuple[str, str]:
    told = sentence if secret else (lambda place: f"Un texte ordinaire sur {place}.")
    size = 'svg:width="20cm" svg:height="3cm" svg:x="2cm" svg:y="2cm"'
    body = (
        f"<draw:page draw:name='page1' draw:master-page-name='Défaut'><draw:frame {size}><draw:text-box><text:p>"
        f"{told('la diapositive')}</text:p></draw:text-box></draw:frame>{_image(told('l’image'))}"
        f"<presentation:notes><draw:frame presentation:class='notes' {size}><draw:text-box><text:p>{told('l’oral')}"
        "</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>"
    )
    return "", body


def _flat(kind: str, secret: bool) -> str:
    styles, body = {"text": _text, "spreadsheet": _sheet, "presentation": _slides}[kind](secret)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.3"'
        f' office:mimetype="application/vnd.oasis.opendocument.{kind}">{_meta(secret)}{styles}'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    )


def main() -> None:
    FILES.mkdir(exist_ok=True)
    endings = {"text": "fodt", "spreadsheet": "fods", "presentation": "fodp"}
    with tempfile.TemporaryDirectory() as folder:
        for name, (kind, wanted) in _KINDS.items():
            for secret in (False, True):
                source = Path(folder) / f"{name}-{'reserve' if secret else 'public'}.{endings[kind]}"
                source.write_text(_flat(kind, secret), encoding="utf-8")
                for ending in wanted:
                    office = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profil"]
                    subprocess.run([*office, "--convert-to", ending, "--outdir", FILES, source], check=True)


if __name__ == "__main__":
    main()
