"""The server as an editor meets it, end to end."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the extra `server` is not installed")

from lsprotocol import types as lsp

from tests.support.editor import PLAIN, Editor, applied, editing

pytestmark = pytest.mark.process

BUCKET = """\
variable "keep" {
  type    = bool
  default = false
}

resource "aws_s3_bucket" "data" {
  bucket        = "acme-data"
  force_destroy = var.keep
}
"""
BLOCK = """\
resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = aws_s3_bucket.data.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}
"""
POLICY = """\
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Read"
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::acme-data/*"
    }]
  })
}
"""
OPEN = BLOCK.replace("restrict_public_buckets = true", "restrict_public_buckets = false")
BROKEN = BLOCK.replace('"data" {', '"data" {{')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A module of two files, in a repository."""
    folder = tmp_path / "module"
    (folder / ".git").mkdir(parents=True)
    (folder / "bucket.tf").write_text(BUCKET)
    (folder / "block.tf").write_text(BLOCK)
    return folder


def meet(*folders: Path, talk: Callable[[Editor], Awaitable[None]], **options: Any) -> None:
    """Connects an editor, and lets it talk."""

    async def connected() -> None:
        async with editing(*folders, **options) as editor:
            await talk(editor)

    asyncio.run(connected())


def test_what_is_typed_is_judged_without_being_saved(folder: Path) -> None:
    async def talk(editor: Editor) -> None:
        editor.open(folder / "block.tf")
        assert "S3L102" not in await editor.codes(folder / "block.tf")
        editor.change(folder / "block.tf", OPEN)
        (found,) = [one for one in (await editor.pull(folder / "block.tf")).items if one.code == "S3L102"]
        assert found.range == lsp.Range(lsp.Position(5, 28), lsp.Position(5, 33))
        assert found.severity == lsp.DiagnosticSeverity.Error and found.source == "s3lint"
        assert found.code_description and found.code_description.href.endswith("S3L102.md")
        assert "restrict_public_buckets is not true" in found.message and "Fix: " in found.message
        assert not editor.diagnostics, "who pulls is sent nothing"
        assert (folder / "block.tf").read_text() == BLOCK

    meet(folder, talk=talk)


def test_the_newest_text_wins(folder: Path) -> None:
    async def talk(editor: Editor) -> None:
        editor.open(folder / "block.tf")
        for number in range(20):
            version = editor.change(folder / "block.tf", "\n" * number + (BLOCK if number % 2 else OPEN))
        assert "S3L102" not in {one.code for one in await editor.told(folder / "block.tf", version)}
        version = editor.change(folder / "block.tf", "\n" * 40 + OPEN)
        (found,) = [one for one in await editor.told(folder / "block.tf", version) if one.code == "S3L102"]
        assert found.range.start.line == 45

    # what is left of the block passes, so that there is something to be sent in each case
    meet(folder, talk=talk, capabilities=PLAIN, options={"settings": {"delay": 10, "options": {"profile": "audit"}}})


def test_findings_of_files_that_are_not_open_are_sent_and_taken_back(folder: Path) -> None:
    async def talk(editor: Editor) -> None:
        assert await editor.told(folder / "bucket.tf")
        editor.open(folder / "bucket.tf", "")
        async with asyncio.timeout(60):
            while await editor.told(folder / "bucket.tf"):
                await asyncio.sleep(0.01)

    meet(folder, talk=talk, capabilities=PLAIN)


def test_pulled_reports_say_what_is_unchanged(folder: Path) -> None:
    async def talk(editor: Editor) -> None:
        first = await editor.pull(folder / "bucket.tf")
        again = await editor.pull(folder / "bucket.tf", first.result_id)
        assert isinstance(again, lsp.RelatedUnchangedDocumentDiagnosticReport)
        every = await editor.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams([]))
        known = [lsp.PreviousResultId(one.uri, one.result_id or "") for one in every.items]
        assert (folder / "bucket.tf").as_uri() in {one.uri for one in every.items}
        editor.open(folder / "block.tf", OPEN)
        later = await editor.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams(known))
        kinds = {Path(one.uri).name: one.kind for one in later.items}
        assert kinds == {"bucket.tf": "unchanged", "block.tf": "full"}
        assert editor.refreshed

    meet(folder, talk=talk)


def test_a_broken_text_keeps_what_was_last_found_elsewhere(folder: Path) -> None:
    async def talk(editor: Editor) -> None:
        editor.open(folder / "block.tf")
        editor.open(folder / "bucket.tf")
        before = await editor.pull(folder / "bucket.tf")
        editor.change(folder / "block.tf", BROKEN)
        assert await editor.codes(folder / "block.tf") == ["S3L901"]
        assert (await editor.pull(folder / "bucket.tf")).items == before.items
        editor.change(folder / "bucket.tf", "\n" + BUCKET)
        moved = (await editor.pull(folder / "bucket.tf")).items
        assert moved and {one.range.start.line for one in moved} == {6}, "what is written now is judged as it is"
        (folder / "block.tf").write_text(BROKEN)
        editor.save(folder / "block.tf")
        assert "S3L102" in await editor.codes(folder / "bucket.tf"), "saved, it counts as `check` would count it"

    meet(folder, talk=talk)


def test_several_folders_and_a_file_of_none(folder: Path, tmp_path: Path) -> None:
    other, loose = tmp_path / "other", tmp_path / "elsewhere" / "loose.tf"
    for place in (other, loose.parent):
        (place / ".git").mkdir(parents=True)
    (other / "main.tf").write_text(BUCKET)
    loose.write_text(BUCKET)

    async def talk(editor: Editor) -> None:
        assert await editor.codes(folder / "bucket.tf") and await editor.codes(other / "main.tf")
        assert not await editor.codes(loose)
        editor.open(loose)
        assert await editor.codes(loose)
        gone = lsp.WorkspaceFoldersChangeEvent([], [lsp.WorkspaceFolder(other.as_uri(), "other")])
        editor.workspace_did_change_workspace_folders(lsp.DidChangeWorkspaceFoldersParams(gone))
        assert not await editor.codes(other / "main.tf") and await editor.codes(folder / "bucket.tf")

    meet(folder, other, talk=talk)


def test_the_configuration_reloads_as_it_is_typed(folder: Path) -> None:
    settings = folder / "s3lint.toml"

    async def talk(editor: Editor) -> None:
        assert "S3L501" in await editor.codes(folder / "bucket.tf")
        editor.open(settings, 'ignore = ["S3L501"]\n', "toml")
        assert "S3L501" not in await editor.codes(folder / "bucket.tf")
        editor.change(settings, "ignore = 7\n")
        assert "S3L501" not in await editor.codes(folder / "bucket.tf"), "what was found last stays"
        assert any("ignore" in message for message in editor.messages)
        editor.change(settings, "")
        assert "S3L501" in await editor.codes(folder / "bucket.tf")

    meet(folder, talk=talk)


def test_settings_of_the_client(folder: Path) -> None:
    async def talk(editor: Editor) -> None:
        assert "S3L501" not in await editor.codes(folder / "bucket.tf")
        assert editor.messages == ["s3lint: s3lint.delay must be a number of milliseconds up to 5000"]
        editor.workspace_did_change_configuration(lsp.DidChangeConfigurationParams({"s3lint": {}}))
        assert "S3L501" in await editor.codes(folder / "bucket.tf")
        wrong = {"s3lint": {"options": {"profil": "strict"}}}
        editor.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(wrong))
        assert "S3L501" in await editor.codes(folder / "bucket.tf")
        assert any("profil" in message for message in editor.messages[1:])

    meet(folder, talk=talk, options={"settings": {"delay": -1, "options": {"ignore": ["S3L501"]}}})


def test_templates_and_variable_files(folder: Path) -> None:
    template = folder / "stack.yaml"
    text = "Resources:\n  Data:\n    Type: AWS::S3::Bucket\n    Properties: {AccessControl: PublicRead}\n"
    values = folder / "terraform.tfvars"
    (folder / "block.tf").write_text(
        BLOCK.replace("restrict_public_buckets = true", "restrict_public_buckets = var.shut")
    )
    (folder / "shut.tf").write_text('variable "shut" { type = bool }\n')

    async def talk(editor: Editor) -> None:
        editor.open(template, text, "yaml")
        assert "S3L104" in await editor.codes(template)
        open_ = [one for one in (await editor.pull(folder / "block.tf")).items if one.code == "S3L102"]
        assert [one.severity for one in open_] == [lsp.DiagnosticSeverity.Information], "undecided"
        editor.open(values, "shut = true\n", "terraform-vars")
        assert "S3L102" not in await editor.codes(folder / "block.tf")
        editor.change(values, "shut = false\n")
        (found,) = [one for one in (await editor.pull(folder / "block.tf")).items if one.code == "S3L102"]
        assert found.severity == lsp.DiagnosticSeverity.Error
        assert "terraform.tfvars" in {Path(one.location.uri).name for one in found.related_information or ()}

    meet(folder, talk=talk)


def test_columns_are_those_of_the_client(folder: Path) -> None:
    wide = BLOCK.replace("restrict_public_buckets = true", "/* 🪣🪣 */ restrict_public_buckets = false")

    async def talk(editor: Editor) -> None:
        editor.open(folder / "block.tf", wide)
        (found,) = [one for one in (await editor.pull(folder / "block.tf")).items if one.code == "S3L102"]
        line = wide.split("\n")[5].encode("utf-16-le")
        start, end = found.range.start.character, found.range.end.character
        assert line[2 * start : 2 * end].decode("utf-16-le") == "false"

    meet(folder, talk=talk)


def test_what_is_said_of_a_place(folder: Path) -> None:
    text = "# s3lint: ignore[S3L501] kept elsewhere\n" + BUCKET + POLICY
    file = folder / "bucket.tf"

    async def talk(editor: Editor) -> None:
        document = editor.open(file, text)

        async def hover(words: str) -> str:
            at = text.index(words)
            place = lsp.Position(text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1)
            answer = await editor.text_document_hover_async(lsp.HoverParams(document, place))
            return answer.contents.value if answer else ""

        assert "# S3L501" in await hover("S3L501")
        said = await hover('"aws_s3_bucket" "data"')
        assert "aws_s3_bucket.data" in said.replace("\\", "") and "Who can reach it" in said
        said = await hover("Principal")
        assert said.startswith("Allow s3:GetObject") and "everyone" in said
        for words in ('"keep"', "var.keep"):
            said = await hover(words)
            assert "aws_s3_bucket.data" in said and "1 resource" in said
        assert await hover("default = false") == ""

    meet(folder, talk=talk)


def test_a_line_above_each_bucket(folder: Path) -> None:
    async def talk(editor: Editor) -> None:
        document = editor.open(folder / "bucket.tf", BUCKET + POLICY)
        editor.open(folder / "block.tf", "")
        (lens,) = await editor.text_document_code_lens_async(lsp.CodeLensParams(document))
        assert lens.range.start.line == 5
        command = (await editor.code_lens_resolve_async(lens)).command
        assert command and command.command == "s3lint.inspect"
        assert "plain HTTP: open" in command.title and "versioning: off" in command.title
        shown = await editor.command(command.command, *(command.arguments or ()))
        assert "aws_s3_bucket.data" in shown["text"] and "who can reach it" in shown["text"]

    meet(folder, talk=talk)


def test_links_to_modules_and_documents(folder: Path) -> None:
    module = folder / "modules" / "site"
    module.mkdir(parents=True)
    (module / "main.tf").write_text("")
    (folder / "policy.json").write_text("{}")
    text = (
        BUCKET + 'module "site" {\n  source = "./modules/site"\n}\nlocals {\n  a = file("${path.module}/policy.json")\n'
    )
    text += '  b = "./nowhere"\n}\n'

    async def talk(editor: Editor) -> None:
        document = editor.open(folder / "bucket.tf", text)
        links = await editor.text_document_document_link_async(lsp.DocumentLinkParams(document))
        assert links is not None
        targets = {one.target: one.range.start.line for one in links}
        assert targets == {(module / "main.tf").as_uri(): 10, (folder / "policy.json").as_uri(): 13}

    meet(folder, talk=talk)


def test_codes_are_completed_in_a_suppression(folder: Path) -> None:
    text = "# s3lint: ignore[S3L1 because\n" + BUCKET

    async def talk(editor: Editor) -> None:
        document = editor.open(folder / "bucket.tf", text)

        async def complete(column: int, line: int = 0) -> Any:
            return await editor.text_document_completion_async(
                lsp.CompletionParams(document, lsp.Position(line, column))
            )

        items = await complete(21)
        (one,) = [item for item in items if item.label == "S3L102"]
        assert one.text_edit.range == lsp.Range(lsp.Position(0, 17), lsp.Position(0, 21))
        assert "block-public-access" in one.filter_text
        assert "## Suppress" in (await editor.completion_item_resolve_async(one)).documentation.value
        assert not await complete(5) and not await complete(3, 6)

    meet(folder, talk=talk)


def test_suppressing_with_a_reason(folder: Path) -> None:
    async def talk(editor: Editor) -> None:
        document = editor.open(folder / "block.tf", OPEN)
        report = await editor.pull(folder / "block.tf")
        (found,) = [one for one in report.items if one.code == "S3L102"]
        assert await editor.command("s3lint.suppress", document.uri, "S3L102", found.data["fingerprint"], "a website")
        (edit,) = editor.edits
        text = applied(OPEN, (edit.changes or {})[document.uri])
        assert text.replace("  # s3lint: ignore[S3L102] a website\n", "") == OPEN
        editor.change(folder / "block.tf", text)
        assert "S3L102" not in await editor.codes(folder / "block.tf")

    meet(folder, talk=talk)


def test_actions_on_a_finding(folder: Path) -> None:
    async def talk(editor: Editor) -> None:
        document = editor.open(folder / "block.tf", OPEN)
        found = [one for one in (await editor.pull(folder / "block.tf")).items if one.code == "S3L102"]
        context = lsp.CodeActionContext(found)
        params = lsp.CodeActionParams(document, found[0].range, context)
        actions = await editor.text_document_code_action_async(params)
        titles = {one.title: getattr(one, "edit", None) for one in actions or ()}
        assert "Open the page of S3L102" in titles
        (edit,) = [edit for title, edit in titles.items() if title.startswith("Suppress S3L102")]
        text = applied(OPEN, edit.changes[document.uri])
        assert "# s3lint: ignore[S3L102] TODO: say why" in text
        page = await editor.command("s3lint.openPage", "S3L102")
        assert page.endswith("S3L102.md")

    meet(folder, talk=talk)


def test_pages_and_what_cannot_be_shown(folder: Path) -> None:
    async def talk(editor: Editor) -> None:
        document = editor.open(folder / "bucket.tf")
        shown = await editor.command("s3lint.graph", document.uri)
        assert shown["text"].startswith("<!doctype html>") and "aws_s3_bucket.data" in shown["text"]
        with pytest.raises(Exception, match="diff"):
            await editor.command("s3lint.diff", document.uri, "no-such-revision")
        with pytest.raises(Exception, match="is not open"):
            await editor.command("s3lint.inspect", (folder / "nothing.tf").as_uri())
        assert await editor.codes(folder / "bucket.tf"), "the server lives"

    meet(folder, talk=talk)


def test_a_folder_that_cannot_be_judged_does_not_stop_the_others(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / ".git").mkdir(parents=True)
    (other / "s3lint.toml").write_text("ignore = 7\n")

    async def talk(editor: Editor) -> None:
        assert await editor.codes(folder / "bucket.tf")
        assert any("ignore" in message for message in editor.messages)

    meet(other, folder, talk=talk)


def test_text_of_others_is_no_markup(folder: Path) -> None:
    text = BUCKET.replace("acme-data", "acme](http://x.example) **bold** <img>")

    async def talk(editor: Editor) -> None:
        document = editor.open(folder / "bucket.tf", text)
        params = lsp.HoverParams(document, lsp.Position(5, 12))
        answer = await editor.text_document_hover_async(params)
        assert answer and isinstance(answer.contents, lsp.MarkupContent)
        assert "acme\\](http" in answer.contents.value and "\\<img\\>" in answer.contents.value

    meet(folder, talk=talk)


def test_a_folder_behind_a_link_keeps_its_name(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "a link"
    link.symlink_to(folder)

    async def talk(editor: Editor) -> None:
        found = await editor.told(link / "bucket.tf")
        assert found and (folder / "bucket.tf").as_uri() not in editor.diagnostics

    meet(link, talk=talk, capabilities=PLAIN)


def test_a_folder_that_goes_takes_its_findings_with_it(folder: Path) -> None:
    async def talk(editor: Editor) -> None:
        assert "S3L102" not in await editor.codes(folder / "bucket.tf")
        assert await editor.codes(folder / "bucket.tf")
        shutil.rmtree(folder)
        event = lsp.FileEvent((folder / "bucket.tf").as_uri(), lsp.FileChangeType.Deleted)
        editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
        assert not await editor.codes(folder / "bucket.tf") and not editor.messages
        folder.mkdir()
        (folder / "bucket.tf").write_text(BUCKET)
        editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
        assert "S3L102" in await editor.codes(folder / "bucket.tf")

    meet(folder, talk=talk)


def test_what_is_no_file_is_not_judged(folder: Path) -> None:
    async def talk(editor: Editor) -> None:
        odd = ("file:///", folder.as_uri(), "file://host/share/x.tf", "file:///c%3A/x/main.tf", "untitled:Untitled-1")
        for uri in (*odd, "git:/x.tf?ref", "file:///a%00b.tf"):
            item = lsp.TextDocumentItem(uri, "terraform", 1, BUCKET)
            editor.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        assert "S3L102" not in await editor.codes(folder / "bucket.tf")
        assert not editor.messages

    meet(folder, talk=talk)
