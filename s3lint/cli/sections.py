"""Options under headings, comma-separated lists, and words with suggestions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class SectionedOption(click.Option):
    """An option that stands under a heading of the help."""

    def __init__(self, *args: Any, section: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section


class SectionedCommand(click.Command):
    """A command whose help groups its options by section, in the order of their declaration."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, section by section."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                sections.setdefault(getattr(parameter, "section", "") or "Run", []).append(record)
        if "Run" in sections:
            sections["Run"] = sections.pop("Run")  # the least of them comes last
        for title, records in sections.items():
            with formatter.section(title):
                formatter.write_dl(records, col_max=28)


class Words(click.ParamType[Any]):
    """Comma-separated words, each perhaps from a list."""

    name = "words"

    def __init__(self, allowed: Sequence[str] = ()) -> None:
        self.allowed = tuple(allowed)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Split the text."""
        if isinstance(value, tuple):
            return value
        words = tuple(word.strip() for word in str(value).split(",") if word.strip())
        for word in words:
            if self.allowed and word not in self.allowed:
                self.fail(
                    f"'{word}' is not one of {', '.join(self.allowed)}.{did_you_mean(word, self.allowed)}", param, ctx
                )
        if not words:
            self.fail("the list is empty.", param, ctx)
        return words


class OneOf(click.Choice[str]):
    """A choice that suggests the nearest word."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the word."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            hint = did_you_mean(str(value), [str(choice) for choice in self.choices])
            raise click.BadParameter(error.message + hint, ctx, param) from error


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` Did you mean 'x'?`, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f" Did you mean '{found[0]}'?" if found else ""


def option(section: str, *names: str, **attributes: Any) -> Callable[[F], F]:
    """An option under a heading."""
    return click.option(*names, cls=SectionedOption, section=section, **attributes)


def together(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one decorator, in the order of the help."""

    def decorate(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


def joined(values: Iterable[tuple[str, ...]]) -> list[str]:
    """All words of a repeated comma-separated option."""
    return [word for words in values for word in words]
