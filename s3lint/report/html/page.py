"""The frame of the pages: one file that loads nothing, and whose policy lets no script run but its own."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

from s3lint.report.untrusted import html


def page(title: str, style: str, script: str, body: Sequence[str]) -> str:
    """A page of HTML. `body` is markup already."""
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    head = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html(title)}</title>",
        f"<style>{style}</style></head><body>",
    ]
    return "\n".join([*head, *body, f"<script>{script}</script>", "</body></html>"]) + "\n"


def asset(name: str) -> str:
    """A style sheet or script that lies beside this module."""
    return Path(__file__).with_name("assets").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
