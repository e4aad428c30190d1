"""What S3 verdicts depend on, told from the text: so that the rest is neither parsed nor evaluated."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from s3lint.aws import types
from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.module import Module
from s3lint.languages.terraform.configuration.origin import local_calls
from s3lint.languages.terraform.registry import known_modules
from s3lint.languages.terraform.syntax.escapes import words


def is_about_storage(module: Module) -> bool:
    """Whether a module's own text holds anything that S3 verdicts are about: a resource, or a module that is known."""
    subjects, modules = types.subjects(), known_modules()
    texts = (words(source.text) for source in module.sources)
    return any(subjects.search(text) or any(name in text for name in modules) for text in texts)


def is_about_storage_anywhere(library: Library, folder: str) -> bool:
    """Whether a module or anything that it calls is about S3. A module that is not here may be."""
    return _anywhere(library, folder, is_about_storage)


def may_hold_resources(library: Library, folder: str) -> bool:
    """Whether a module or anything that it calls may make a resource that matters to S3."""
    mentions = types.mentions()
    return _anywhere(library, folder, lambda module: any(mentions.search(words(s.text)) for s in module.sources))


def reach(calls: Callable[[str], Iterable[str]], folder: str, reached: dict[str, None]) -> None:
    """Adds a module's folder, and those of all modules that it calls, directly or not."""
    pending = [folder]
    while pending:
        here = pending.pop()
        if here not in reached:
            reached[here] = None
            pending += calls(here)


def _anywhere(library: Library, folder: str, test: Callable[[Module], bool]) -> bool:
    seen: set[str] = set()
    pending = [folder]
    while pending:
        here = pending.pop()
        if here in seen:
            continue
        seen.add(here)
        module = library.module(here)
        targets = local_calls(library, module)
        if test(module) or not module.files or len(targets) < len(module.calls) or None in targets.values():
            return True
        pending += [target for target in targets.values() if target is not None]
    return False
