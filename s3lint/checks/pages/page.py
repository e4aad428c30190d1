"""One page: what a check finds, why that matters, how to fix it, and its examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from s3lint.checks.analysis import AnalysisCode
from s3lint.checks.model import Check, Profile
from s3lint.checks.pages.examples import Example, parse_examples, without_examples
from s3lint.checks.peers import by_tool, note_of
from s3lint.checks.standards import by_standard

LANGUAGES = {"terraform": ("Terraform", "hcl"), "cloudformation": ("CloudFormation", "yaml")}
KINDS = {"bad": "Fails", "good": "Passes", "unknown": "Undecided"}


def page(check: Check) -> str:
    """A check's page as Markdown."""
    profiles = ", ".join(profile.word for profile in Profile if profile >= check.profile)
    facts = f"**Severity**: {check.severity.word} · **Profiles**: {profiles} · **Since**: {check.since}"
    return f"# {check.code} {check.name}\n\n{facts}\n\n{body(check)}"


def analysis_page(one: AnalysisCode) -> str:
    """The page of a code of the analysis itself."""
    return f"# {one.code} {one.name}\n\n{one.body}"


def body(check: Check) -> str:
    """A check's page below its heading."""
    parts = [without_examples(check.doc), *_fix(check)]
    parts += ["## Suppress", f"```hcl\n# s3lint: ignore[{check.code}] the reason\n```"]
    parts += _examples(parse_examples(check.doc))
    if standards := by_standard(check):
        parts += ["## Standards", _listed(standards)]
    if check.aliases:
        parts += ["## Other tools' ids", _listed(by_tool(check.aliases)), *_differences(check)]
    if check.references:
        parts += ["## References", "\n".join(f"- <{link}>" for link in check.references)]
    return "\n\n".join(parts) + "\n"


def _fix(check: Check) -> list[str]:
    written = (("Terraform", check.terraform), ("CloudFormation", check.cloudformation))
    safety = check.safety
    lines = [f"- {language}: `{text}`" for language, text in written if text]
    sentence = f"{check.fix[:1].upper()}{check.fix[1:]}."
    return ["## Fix", sentence, *(["\n".join(lines)] if lines else []), f"Fix: {safety.level} ({safety.why})."]


def _examples(examples: list[Example]) -> list[str]:
    """By language, each verdict under a heading of its own."""
    parts = []
    for language, (title, highlight) in LANGUAGES.items():
        for kind, verb in KINDS.items():
            found = [example for example in examples if (example.language, example.kind) == (language, kind)]
            some = [f"```{highlight}\n{example.text}```" for example in found]
            parts += [f"## {verb} in {title}", *some] if some else []
    return parts


def _listed(groups: Mapping[str, Iterable[str]]) -> str:
    return "\n".join(f"- {name}: {', '.join(f'`{one}`' for one in some)}" for name, some in groups.items())


def _differences(check: Check) -> list[str]:
    """Where s3lint's verdict differs from that of a tool whose id the check carries."""
    notes = (note_of(alias) for alias in check.aliases)
    said = ((", ".join(f"`{one}`" for one in note.ids), note.why) for note in notes if note)
    return [f"Judged differently here: {ids}. {why}" for ids, why in dict.fromkeys(said)]
