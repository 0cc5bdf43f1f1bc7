"""Templates with the words of the organisation in the place of the program's."""

from collections.abc import Callable

from jinja2 import BaseLoader, Environment

from cyberveille.looks.wording import Wording


class Reworded(BaseLoader):
    """What another loader loads, reworded before it is compiled."""

    def __init__(self, loader: BaseLoader, wording: Wording) -> None:
        self._loader, self._wording = loader, wording

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, file, fresh = self._loader.get_source(environment, template)
        return self._wording.template(source), file, fresh

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()


def reworded(loader: BaseLoader, wording: Wording) -> BaseLoader:
    """The same loader for a portal that says nothing otherwise."""
    return Reworded(loader, wording) if wording else loader
