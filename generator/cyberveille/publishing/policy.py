"""What a page of the portal may load and do: its Content-Security-Policy (W3C CSP Level 3)."""

_DIRECTIVES = (
    ("default-src", "'none'"),
    # WebAssembly is Pagefind's; there is no inline script anywhere.
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    # `data:` serves the icons inside the theme's style sheet.
    ("img-src", "'self' data:"),
    # Typefaces of an organisation.
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("form-action", "'self'"),
    ("base-uri", "'none'"),
)
_HEADER_ONLY = (("frame-ancestors", "'none'"),)


def content_security_policy(*, header: bool = False) -> str:
    """The policy's text, for the meta tag of each page or for an HTTP header.

    `frame-ancestors` is ignored in a meta tag (CSP3 section 3.3): only the header carries it.
    """
    directives = _DIRECTIVES + _HEADER_ONLY if header else _DIRECTIVES
    return "; ".join(f"{name} {value}" for name, value in directives)
