"""Waiting for something to be true in a page of the browser."""

import json

from playwright.sync_api import Error, Page

_UNTIL = """async () => {{
  const end = Date.now() + 30_000;
  while (!(await ({condition}))) {{
    if (Date.now() > end) throw new Error("never true: " + {name});
    await new Promise((resolve) => setTimeout(resolve, 20));
  }}
}}"""


def until(page: Page, condition: str) -> None:
    """Return once a JavaScript expression, or what it promises, is true; fails when it never is.

    A page that goes elsewhere meanwhile is asked again. Playwright's own `wait_for_function` takes a promise
    for true, and evaluates text again and again, which the portal's Content Security Policy forbids.
    """
    while True:
        try:
            page.evaluate(_UNTIL.format(condition=condition, name=json.dumps(condition)))
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
        else:
            return
