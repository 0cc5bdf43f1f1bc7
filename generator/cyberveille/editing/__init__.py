"""What editors’ own tools read: schemas, snippets and settings of VS Code, the form in the browser."""

from cyberveille.editing.choices import Lists
from cyberveille.editing.schemas import SCHEMA_ENDING, schema_of
from cyberveille.editing.workspace import SettingsError, workspace_files

__all__ = ["SCHEMA_ENDING", "Lists", "SettingsError", "schema_of", "workspace_files"]
