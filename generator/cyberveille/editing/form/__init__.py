"""The form in which colleagues without git write notices: Decap, set up from what `check` reads."""

from cyberveille.editing.form.pages import form_files

__all__ = ["form_files"]
