"""`s3lint diff` as the one comment on a pull request: a table of buckets first, each change folded below it."""

from __future__ import annotations

from s3lint.engine.comparison import BucketChange, Comparison
from s3lint.report.compare import sentences
from s3lint.report.options import Options
from s3lint.report.untrusted import markdown, markdown_code

MOST_ROWS = 50
_ALONE = {
    "new": "Nothing in this code gives anybody outside of this account access, and there is nothing to compare with.",
    "gone": "It is no longer in this code.",
}
MARK = "<!-- s3lint diff -->"  # by which the comment is found again


def render(comparison: Comparison, options: Options) -> str:
    """The changes as GitHub-flavoured Markdown."""
    changes = sentences.ordered(comparison)
    blocks = [MARK, "### s3lint: access and controls", markdown(sentences.summary(comparison))]
    if changes:
        rows = [_row(change, comparison) for change in changes[:MOST_ROWS]]
        blocks.append("\n".join(("| Bucket | Access | Controls |", "| --- | --- | --- |", *rows)))
        if len(changes) > MOST_ROWS:
            blocks.append(f"and {len(changes) - MOST_ROWS} more buckets")
        blocks += map(_details, sentences.alike(changes[:MOST_ROWS]))
    if not comparison.complete:
        unread = "\n".join(f"- {markdown(line)}" for line in sentences.unread(comparison))
        blocks.append(_folded(sentences.INCOMPLETE, unread))
    return "\n\n".join(blocks) + "\n"


def _row(change: BucketChange, comparison: Comparison) -> str:
    words_of = (("**gained**", change.gains), ("undecided", change.may_gain), ("lost", bool(change.lost)))
    access = [word for word, is_so in words_of if is_so]
    words = dict.fromkeys(("weakened", "strengthened", "other"), 0)
    for control in change.controls:
        words[control.direction] += 1
    controls = [f"{number} {word}" for word, number in words.items() if number]
    bucket = markdown_code(change.address) + markdown(sentences.note(change, comparison))
    return f"| {bucket} | {', '.join(access) or '–'} | {', '.join(controls) or '–'} |"


def _details(same: list[BucketChange]) -> str:
    change, more = same[0], f" and {len(same) - 1} more" if len(same) > 1 else ""
    lines = [f"- {markdown(one.text)}" for one in sentences.gained(change)]
    lines += [f"- {markdown(sentences.control(one))}" for one in change.controls]
    lines += [f"- {markdown(one.text)}" for one in sentences.lost(change)]
    body = "\n".join(lines) or _ALONE.get(change.kind, "")
    return _folded(markdown(change.address) + more, body)


def _folded(summary: str, body: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{body}\n\n</details>"
