"""The catalogue as users look it up: other tools' ids, what is left out, standards, and what `explain` prints."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pytest

from s3lint.aws.spellings import AWSCC, CLOUDFORMATION, TERRAFORM
from s3lint.checks import ALL, Check, named
from s3lint.checks.analysis import analysis_codes
from s3lint.checks.catalogue import by_code
from s3lint.checks.peers import TOOLS, normal, notes, tool
from s3lint.checks.standards import NAMES, by_standard, tags
from s3lint.cli.explanations import catalogue, explained
from s3lint.config import ConfigError, codes_of
from s3lint.report.terminal.drawing import draw
from s3lint.report.terminal.prose import prose_lines

# one rule of another tool that looks at what several checks judge apart from each other
SHARED = {
    "AC_AWS_0217", "AC_AWS_0496", "AC_AWS_0497", "AwsSolutions-S5", "CKV_AWS_289", "E3045", "FG_R00210", "S3.12",
    "S3.2", "S3.3",
    "S3BucketPublicReadProhibited", "S3BucketPublicWriteProhibited", "W3045", "s3-bucket-acl-prohibited",
    "s3_bucket_acl_prohibited",
}  # fmt: skip


def shown(word: str, width: int = 80) -> str:
    return draw(explained(word).text(width), color=False)


def ids_are_well_formed(check: Check) -> bool:
    return all(map(tool, check.aliases)) and len(set(map(normal, check.aliases))) == len(check.aliases)


def is_found_by_each_of_its_ids(check: Check) -> bool:
    words = (check.code, check.name, *check.aliases)
    return all(check in named(word) and check.code in codes_of(word, ALL) for word in words)


def standards_are_known(check: Check) -> bool:
    return {tag.partition(":")[0] for tag in tags(check)} <= set(NAMES)


def standards_are_stated_once(check: Check) -> bool:
    return len(set(tags(check))) == len(tags(check)) == sum(map(len, by_standard(check).values()))


def the_fix_speaks_the_language_of_the_code(check: Check) -> bool:
    terraform, template = check.fix_in(TERRAFORM), check.fix_in(CLOUDFORMATION)
    awscc = check.fix_in(AWSCC)
    # AWS::S3::Object is CloudTrail's own word
    no_template = not any("AWS::" in text.replace("AWS::S3::Object", "") for text in (terraform, awscc))
    begins = terraform.startswith(check.fix) and template.startswith(check.fix)
    return "aws_" not in template and no_template and "!" not in awscc and begins


def says_when_it_is_undecided(check: Check) -> bool:
    return any(words in (check.doc or "") for words in ("ndecided when", "The check reports only", "does not report"))


def text_fits_the_terminal(check: Check) -> bool:
    lines = draw(explained(check.code).text(60), color=False).splitlines()
    prose = [line for line in lines if not line.startswith("    ")]
    fits = all(len(line) <= 60 or " " not in line.strip("- ") or line.startswith(check.code) for line in prose)
    return fits and "```" not in "\n".join(lines)


RULES = [
    ids_are_well_formed,
    is_found_by_each_of_its_ids,
    standards_are_known,
    standards_are_stated_once,
    the_fix_speaks_the_language_of_the_code,
    says_when_it_is_undecided,
    text_fits_the_terminal,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_check_keeps_a_rule(rule: Callable[[Check], bool]) -> None:
    assert [check.code for check in ALL if not rule(check)] == []


def test_ids_are_shared_only_where_that_is_meant() -> None:
    counts = Counter(alias for check in ALL for alias in check.aliases)
    assert {alias for alias, number in counts.items() if number > 1} == SHARED


def test_notes_name_checks_and_ids_that_exist() -> None:
    ids = [one for note in notes() for one in note.ids]
    assert len(set(map(normal, ids))) == len(ids)
    assert [one for one in ids if not tool(one)] == []
    for note in notes():
        assert set(note.instead) <= set(by_code())
        assert note.why.endswith(".")


def test_what_is_left_out_is_explained() -> None:
    texts = {peer_id: " ".join(shown(peer_id).split()) for note in notes() for peer_id in note.ids}
    assert [peer_id for peer_id, text in texts.items() if peer_id not in text or "in s3lint. " not in text] == []


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("CKV_AWS_54", "S3L102"),
        ("AVD-AWS-0087", "S3L102"),
        ("aws-0087", "S3L102"),
        ("38c5ee0d-c22c-4260-af72-5073153100b6", "S3L104"),
        ("S3.8", "S3L102"),
        ("S3_BUCKET_SSL_REQUESTS_ONLY", "S3L201"),
        ("s3-bucket-ssl-requests-only", "S3L201"),
        ("s3_bucket_object_versioning", "S3L501"),
        ("Block-Public-Access", "S3L102"),
    ],
)
def test_a_page_is_found_by_any_id(word: str, code: str) -> None:
    assert shown(word).startswith(f"{code} ")


def test_a_shared_id_lists_all_its_checks() -> None:
    text = shown("S3.2")
    assert all(code in text for code in ("S3L101", "S3L103", "S3L104"))


@pytest.mark.parametrize(
    ("standard", "among", "not_among"),
    [
        ("cis", {"S3L102", "S3L201", "S3L502", "S3L403", "S3L411"}, {"S3L501"}),
        ("fsbp", {"S3L101", "S3L102", "S3L201", "S3L402", "S3L505"}, {"S3L501", "S3L412"}),  # AWS keeps S3.14 for NIST
        ("pci", {"S3L102", "S3L201", "S3L302", "S3L402"}, {"S3L501"}),
        ("nist", {"S3L101", "S3L501", "S3L508"}, {"S3L601"}),
        ("nist:AC-3", {"S3L101", "S3L105"}, {"S3L501"}),
        ("pci:10", {"S3L402", "S3L403", "S3L503"}, {"S3L201"}),
    ],
)
def test_standards_select(standard: str, among: set[str], not_among: set[str]) -> None:
    found = codes_of(standard, ALL)
    assert among <= found
    assert not found & not_among


def test_codes_of_the_analysis_have_a_page() -> None:
    for one in analysis_codes():
        assert shown(one.code).startswith(f"{one.code} {one.name}")
        assert json.loads(explained(one.code).json())["name"] == one.name


def test_an_area_of_the_analysis_is_listed() -> None:
    assert len(json.loads(explained("S3L9").json())) == len(analysis_codes())


@pytest.mark.parametrize(
    ("word", "near"), [("CKV_AWS_5", "CKV_AWS_5"), ("S3L1O2", "S3L102"), ("versioning", "version")]
)
def test_an_unknown_word_gets_a_suggestion(word: str, near: str) -> None:
    with pytest.raises(ConfigError, match=f"did you mean '{near}"):
        explained(word)


def test_selecting_what_is_left_out_says_why() -> None:
    with pytest.raises(ConfigError, match=r"s3lint has no check for 'W51': .*; see S3L201"):
        codes_of("W51", ALL)


def test_forms() -> None:
    data = json.loads(explained("S3L102").json())
    assert data["frameworks"][:2] == ["cis:2.1.4", "fsbp:S3.8"]
    assert data["page"] == explained("S3L102").markdown()
    assert json.loads(explained("W51").json())["instead"] == ["S3L201", "S3L202"]
    assert "| S3L101 |" in explained("S3.2").markdown() or "[S3L101]" in explained("S3.2").markdown()
    assert catalogue("default").json().count('"code"') < catalogue().json().count('"code"') == len(ALL)


def test_colours_are_only_where_they_are_asked_for() -> None:
    lines = explained("S3L102").text(80)
    assert "\x1b[" not in draw(lines, color=False)
    assert "\x1b[" in draw(lines, color=True)


def test_prose_is_wrapped_and_code_is_not() -> None:
    code = "x" * 90
    lines = draw(prose_lines(f"**Fix**: {'word ' * 30}\n\n- {'item ' * 30}\n\n```hcl\n{code}\n```\n", 40), color=False)
    wrapped = [line for line in lines.splitlines() if not line.startswith("    ")]
    assert max(map(len, wrapped)) <= 40
    assert f"    {code}" in lines
    assert "**" not in lines


def test_every_tool_is_there() -> None:
    assert {tool(alias) for check in ALL for alias in check.aliases} == {name for name, _ in TOOLS}
