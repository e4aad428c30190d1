"""Codes inside `s3lint: ignore[…]`."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from s3lint.checks.catalogue import ALL, by_code
from s3lint.checks.pages import body
from s3lint.lazy import lazy_re
from s3lint.server.protocol import lsp

_OPEN = lazy_re(r"s3lint:\s*(?:file-)?ignore\s*\[(?P<before>[^\]]*)$")
_WORD = lazy_re(r"[\w-]*$")


def word_before(before: str) -> int | None:
    """Where the word starts that is being written, in a line up to the cursor; None outside of the brackets."""
    if not _OPEN.search(before):
        return None
    word = _WORD.search(before)
    return word.start() if word else None


def codes(place: lsp.Range, found: Collection[str]) -> Iterator[lsp.CompletionItem]:
    """Every check, those with findings near by first."""
    for check in ALL:
        yield lsp.CompletionItem(
            label=check.code,
            kind=lsp.CompletionItemKind.EnumMember,
            detail=check.name,
            documentation=check.summary,
            filter_text=f"{check.code} {check.name}",
            sort_text=f"{check.code not in found:d}{check.code}",
            text_edit=lsp.TextEdit(place, check.code),
            data={"code": check.code},
        )


def resolved(item: lsp.CompletionItem) -> lsp.CompletionItem:
    """The item with the check's page."""
    code = item.data.get("code") if isinstance(item.data, dict) else None
    check = by_code().get(str(code))
    if check is not None:
        item.documentation = lsp.MarkupContent(lsp.MarkupKind.Markdown, body(check))
    return item
