"""Roots as configurations: with the templates in them, and with what other roots state about their buckets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial

from s3lint.config import Settings
from s3lint.engine.input.environments import narrowed
from s3lint.languages import Frontends
from s3lint.languages.embedded import join_templates
from s3lint.languages.frontend import Root
from s3lint.record import replace
from s3lint.source import Diagnostic, Location
from s3lint.values import Configuration, Inputs, work
from s3lint.values.environment import DEFAULTS, with_answers

Basis = tuple[Root, Settings, Inputs]
"""A root, and what it is read with."""


def configurations(frontends: Frontends, root: Root, inputs: Inputs, *, audit: bool) -> Iterable[Configuration]:
    """What a root holds; `audit` says whether all kinds of resources matter."""
    frontend = frontends.of(root)
    if frontend.selective:
        from s3lint.aws.types import wanted as wanted_types

        inputs = replace(inputs, types=wanted_types(audit=audit))
    return frontend.load(root, inputs)


class Loading:
    """One root, loaded again for each environment, and those beside it as they are deployed by default."""

    def __init__(self, frontends: Frontends, root: Root, beside: Sequence[Basis], *, audit: bool) -> None:
        self._frontends = frontends
        self._root = root
        self._beside = beside
        self._audit = audit

    def load(self, inputs: Inputs) -> Iterator[Configuration]:
        """What it holds, with what others state about its buckets."""
        found: Iterator[Configuration] | None = None
        while True:
            with work.stage(leaving=work.AFTER_READING):
                found = found or iter(configurations(self._frontends, self._root, inputs, audit=self._audit))
                configuration = next(found, None)
                if configuration is None:
                    return
                join_templates(configuration, self._frontends.tree, inputs)
                if self._beside:
                    from s3lint.graph.joined import join

                    join(configuration, list(self._others(configuration.diagnostics)))
            yield configuration

    def _others(self, missed: list[Diagnostic]) -> Iterator[Configuration]:
        memory = self._frontends.deployed
        for basis in self._beside:
            kept = memory.find((basis[0], self._audit))
            if kept is None or kept[0] != basis:
                memory.forget((basis[0], self._audit))
                kept = memory.get((basis[0], self._audit), partial(self._deployed, basis))
            if kept[1] is None:
                path, own = basis[0].path, self._root.path
                text = f"too much work: s3lint did not find out what {path} states about the buckets of {own}"
                missed.append(Diagnostic("S3L905", text, Location(path), left_out="root"))
            yield from kept[1] or ()

    def _deployed(self, basis: Basis) -> tuple[Basis, list[Configuration] | None]:
        root, settings, inputs = basis
        from s3lint.aws.table import type_of

        # it serves several roots, and must not hang on what the first of them has left
        with work.apart(), suppress(work.Exhausted):
            given = by_default(self._frontends, root, settings, inputs)
            found = list(configurations(self._frontends, root, given, audit=self._audit))
            for configuration in found:
                join_templates(configuration, self._frontends.tree, given)
                for resource in configuration.resources:
                    if type_of(resource) is not None:
                        resource.settle()
            return basis, found
        return basis, None


def by_default(frontends: Frontends, root: Root, settings: Settings, inputs: Inputs) -> Inputs:
    """What a root is deployed with by default, or in the environment that is asked for."""
    choices = frontends.of(root).choices(root, inputs) if settings.environment != (DEFAULTS,) else ()
    first = [choice.answers[0] for choice in narrowed(choices, settings)]
    return with_answers(inputs, first, frozenset()) if first else inputs


def names_of_buckets(frontends: Frontends, root: Root, settings: Settings, inputs: Inputs) -> frozenset[str] | None:
    """What its buckets are called, where that is known; None: it takes too much work to tell."""
    from s3lint.aws.types import named_types
    from s3lint.graph.joined import bucket_names

    frontend = frontends.of(root)
    try:
        given = by_default(frontends, root, settings, inputs)
        if frontend.selective:
            given = replace(given, types=named_types())
        with work.limited(work.BASE // 4):
            return frozenset(name for made in frontend.load(root, given) for name in bucket_names(made))
    except work.Exhausted:
        return None
    except Exception:  # a mistake of s3lint: it is reported where the root is judged
        return frozenset()
