"""What an organisation adds to the files of the frame: typefaces, pictures, scripts, rules of style."""

from collections.abc import Iterator, Mapping

from cyberveille.model.identity import Face, Looks

OWN = "static/"
"""Before the plain name of a file of the portal's own folder: it takes the place of none of ours."""
_FAMILIES = {"text": "system", "titles": "text", "code": "fixed"}
"""What stands behind a typeface that has not come yet, or lacks a sign."""


def own_files(looks: Looks) -> dict[str, bytes]:
    """By plain name; style sheets are not among them, since they are joined to the portal's."""
    faces = {_face_name(position): face.data for position, face in enumerate(looks.faces)}
    return faces | {OWN + item.name: item.data for item in looks.files if not item.name.endswith(".css")}


def _face_name(position: int) -> str:
    return f"police{position}.woff2"


def own_rules(looks: Looks, served: Mapping[str, str]) -> Iterator[str]:
    """The rules for its typefaces, then its own sheets in the order of their names.

    `served` are the paths of files from the folder that the sheet stands in.
    """
    for position, face in enumerate(looks.faces):
        yield _declared(face, served[_face_name(position)])
    for use in dict.fromkeys(face.use for face in looks.faces):
        yield f':root {{\n  --cv-{use}-family: "cv-{use}", var(--cv-{_FAMILIES[use]}-family);\n}}\n'
    sheets = [item for item in looks.files if item.name.endswith(".css")]
    if sheets:
        # Loaded by portals that have some.
        from cyberveille.looks.sheet import renamed  # noqa: PLC0415

        own = {name.removeprefix(OWN): path for name, path in served.items() if name.startswith(OWN)}
        yield from (renamed(item.data.decode(), own) for item in sheets)


def _declared(face: Face, name: str) -> str:
    """Text shows at once in what the system has, and again when the letters came (CSS Fonts 4, 11.3.2)."""
    style = "italic" if face.italic else "normal"
    return (
        f'@font-face {{\n  font-family: "cv-{face.use}";\n  src: url("{name}") format("woff2");\n'
        f"  font-weight: {face.weight};\n  font-style: {style};\n  font-display: swap;\n}}\n"
    )
