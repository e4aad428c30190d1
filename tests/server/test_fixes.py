"""Fixes from the editor: offered where they prove themselves, applied to what it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the extra `server` is not installed")

from lsprotocol import types as lsp

from tests.server.test_server import BLOCK, BUCKET, OPEN, folder, meet
from tests.support.editor import Editor, applied

__all__ = ["folder"]

pytestmark = pytest.mark.process


async def offered(editor: Editor, file: Path, code: str, only: list[Any] | None = None) -> dict[str, Any]:
    found = [one for one in (await editor.pull(file)).items if one.code == code]
    context = lsp.CodeActionContext(found, only=only)
    params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(file.as_uri()), found[0].range, context)
    return {one.title: one for one in await editor.text_document_code_action_async(params) or ()}


def test_a_fix_is_offered_applied_and_the_finding_gone(folder: Path) -> None:
    file = folder / "block.tf"

    async def talk(editor: Editor) -> None:
        editor.open(file, "\n\n" + OPEN)
        actions = await offered(editor, file, "S3L102")
        (fix,) = [one for title, one in actions.items() if "ix: " in title]
        assert fix.kind == "quickfix"
        text = applied("\n\n" + OPEN, fix.edit.changes[file.as_uri()])
        assert text == "\n\n" + BLOCK
        editor.change(file, text)
        assert "S3L102" not in await editor.codes(file)

    meet(folder, talk=talk)


def test_all_of_a_kind(folder: Path) -> None:
    file = folder / "bucket.tf"
    text = BUCKET.replace("default = false", "default = true") + BUCKET[BUCKET.index("resource") :].replace(
        "data", "logs"
    )

    async def talk(editor: Editor) -> None:
        editor.open(file, text)
        assert (await editor.codes(file)).count("S3L501") == 2
        actions = await offered(editor, file, "S3L501")
        assert "Fix all of S3L501 in this file" in actions
        assert await editor.command("s3lint.fixAll", file.as_uri(), "S3L501")
        changes = editor.edits[0].changes or {}
        assert {Path(uri).name for uri in changes} == {"bucket.tf", "block.tf"}, "beside what else the bucket has"
        editor.open(folder / "block.tf", applied(BLOCK, changes[(folder / "block.tf").as_uri()]))
        editor.change(file, applied(text, changes[file.as_uri()]))
        assert "S3L501" not in await editor.codes(file)

    meet(folder, talk=talk)


def test_only_what_is_asked_for(folder: Path) -> None:
    file = folder / "block.tf"

    async def talk(editor: Editor) -> None:
        editor.open(file, OPEN)
        every = await offered(editor, file, "S3L102", ["source.fixAll.s3lint"])
        assert all(one.kind == "source.fixAll.s3lint" for one in every.values())
        assert not await offered(editor, file, "S3L102", ["refactor"])

    meet(folder, talk=talk)
