"""What the editor shows is what `s3lint check` finds."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the extra `server` is not installed")

from hypothesis import HealthCheck, given, settings

from s3lint.checks import Outcome
from s3lint.engine import Request, UsageError
from s3lint.engine.run.analysis import analyse
from s3lint.server.connection import made
from s3lint.server.documents import Document, uri_of
from s3lint.server.editor import Editor
from s3lint.server.judgements import Judgements, Snapshot
from s3lint.server.settings import ClientSettings, read
from tests.engine.test_session import MODULE, begin, edits, write


def snapshot(folder: Path, texts: dict[Path, str] | None = None) -> Snapshot:
    documents = {path: Document(uri_of(path), path, 1, text) for path, text in (texts or {}).items()}
    return Snapshot(1, documents, (), (folder,), ClientSettings(), "utf-16")


def shown(judgements: Judgements, asked: Snapshot) -> Any:
    """Code, file and line of all that is shown."""
    found = judgements.judge(asked, lambda done, of: None)
    for error in found.errors:
        if isinstance(error, UsageError):
            return "nothing is there"
        raise error
    return sorted((p, one.range.start.line + 1, one.code) for p, made in found.diagnostics.items() for one in made)


def checked(folder: Path) -> Any:
    """The same by `check`, each place and code once where a line stands for several instances."""
    try:
        report = analyse(Request((str(folder),), folder, jobs=1)).report
    except UsageError:
        return "nothing is there"
    counts = [f for f in report.findings if f.suppressed is None and f.verdict is not Outcome.PASS]
    places = [(f.code, f.location) for f in counts]
    places += [(d.code, place) for d in report.diagnostics for place in (d.location, *d.also)]
    return {(folder / place.path, place.line, code) for code, place in places if (folder / place.path).is_file()}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits)
def test_saved_files_show_what_check_finds(steps: list[tuple[list[tuple[str, str | None]], str]]) -> None:
    with TemporaryDirectory() as temporary:
        folder = write(Path(temporary).resolve() / "base", begin())
        judgements = Judgements(uri_of)
        for changes, _ in steps:
            for path, text in changes:
                if text is None:
                    (folder / path).unlink(missing_ok=True)
                else:
                    (folder / path).write_text(text)
            found = shown(judgements, snapshot(folder))
            assert {one for one in found if one[0].is_file()} == checked(folder)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits)
def test_buffers_show_what_they_would_when_saved(steps: list[tuple[list[tuple[str, str | None]], str]]) -> None:
    with TemporaryDirectory() as temporary:
        folder = write(Path(temporary).resolve() / "base", begin())
        judgements, texts = Judgements(uri_of), dict[Path, str]()
        for changes, _ in steps:
            texts |= {folder / path: text for path, text in changes if text is not None}
            shown(judgements, snapshot(folder, texts))
        for path, text in texts.items():
            path.write_text(text)
        found = shown(judgements, snapshot(folder, texts))
        assert {one for one in found if one[0].is_file()} == checked(folder)


@pytest.mark.slow
def test_memory_stays_over_many_edits(tmp_path: Path) -> None:
    folder = write(tmp_path.resolve() / "base", begin())
    judgements, file = Judgements(uri_of), folder / "modules/data/main.tf"

    def edit(number: int) -> None:
        shown(judgements, snapshot(folder, {file: f"{MODULE.replace('RESTRICT', 'true')}# {number}\n"}))

    for number in range(20):
        edit(number)
    gc.collect()
    tracemalloc.start()
    try:
        for number in range(300):
            edit(number)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    # what was made while nobody counted is replaced by what is counted; the rest would grow by 50 MB in 10,000 edits
    kept = sum(len(text) for text in begin().values()) * 400
    assert grown < kept + 300 * 5_000


class Silent(Editor):
    """An editor without a client: what it is told is noted."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.published = 0

    def window_show_message(self, params: Any) -> None:
        self.said.append(params.message)

    def window_log_message(self, params: Any) -> None:
        self.said.append(params.message)

    def publish(self) -> None:
        self.published += 1

    @property
    def encoding(self) -> str:
        return "utf-16"


def test_a_judgement_that_crashes_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def live() -> None:
        editor = Silent()
        editor.folders[write(tmp_path.resolve() / "base", begin())] = tmp_path

        def crash(*arguments: Any, **named: Any) -> Any:
            raise ZeroDivisionError("by a mistake")

        await editor.judge()
        first = editor.found
        with monkeypatch.context() as broken:
            broken.setattr(editor.judgements.session, "analyse", crash)
            for _ in range(2):
                editor.documents.touch()
                await editor.judge()
        assert [text for text in editor.said if "internal error: ZeroDivisionError: by a mistake" in text][1:] == []
        assert len([text for text in editor.said if "Traceback" in text]) == 1
        await asyncio.wait_for(editor.settled(), 1)
        assert editor.found == first, "what was found last stays"
        editor.documents.touch()
        await editor.judge()
        assert editor.found == first and editor.published == 4

    asyncio.run(live())


def test_an_answer_that_was_overtaken_is_told_to_nobody(tmp_path: Path) -> None:
    async def live() -> None:
        editor = Silent()
        folder = write(tmp_path.resolve() / "base", begin())
        editor.folders[folder] = folder
        real = editor.judgements.judge

        def typed_meanwhile(*arguments: Any) -> Any:
            editor.documents.touch()
            return real(*arguments)

        editor.judgements.judge = typed_meanwhile  # type: ignore[method-assign]
        await editor.judge()
        assert editor.published == 0 and editor.number == -1
        editor.judgements.judge = real  # type: ignore[method-assign]
        await editor.judge()
        assert editor.published == 1

    asyncio.run(live())


def test_only_known_settings_of_the_right_kind_hold() -> None:
    good = read({"options": {"profile": "strict"}, "delay": 0, "lens": False, "varFiles": ["a.tfvars"], "other": 1})
    assert (good.options, good.delay, good.lens, good.var_files) == ({"profile": "strict"}, 0, False, ("a.tfvars",))
    assert not good.problems
    wrong = read({"options": {"profil": "strict"}, "delay": True, "varFiles": [1], "configFile": 3})
    assert wrong.options == {} and wrong.var_files == () and wrong.config is None
    assert len(wrong.problems) == 4
    assert read([]).problems and read(None) == ClientSettings()


def test_the_server_offers_its_commands() -> None:
    commands = made().protocol.fm.commands
    assert set(commands) == {
        f"s3lint.{name}" for name in ("inspect", "graph", "diff", "fixAll", "suppress", "openPage")
    }
