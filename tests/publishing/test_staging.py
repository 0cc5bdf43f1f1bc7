"""What is rendered first, and where its bytes lie."""

from collections.abc import Callable
from pathlib import Path

from cyberveille.publishing.output import Output
from cyberveille.publishing.staging import stage
from cyberveille.publishing.workspace import Workspace


def test_what_takes_long_is_rendered_first_and_stands_in_its_place(tmp_path: Path) -> None:
    """The other files fill the time of the other processes; moves are in the order of the files."""
    rendered: list[str] = []

    def rendering(path: str) -> Callable[[], bytes]:
        def render() -> bytes:
            rendered.append(path)
            return path.encode()

        return render

    paths = ("a.html", "rules.json", "b.html")
    outputs = [Output(path, b"key", rendering(path), long=path == "rules.json") for path in paths]
    workspace = Workspace(tmp_path / "site")
    with workspace.lock():
        moves = stage(workspace, outputs, parts=dict.fromkeys(paths, "part"))
        assert rendered == ["rules.json", "a.html", "b.html"]
        assert [move.path for move in moves] == list(paths)
        staged = [(workspace.staging / move.staged).read_text(encoding="utf-8") for move in moves]
        assert staged == list(paths)
