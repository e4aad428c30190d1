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
from s3lint.checks.standards import by_standard, requirements, standard, standards, tags, words
from s3lint.cli.explanations import catalogue, explained
from s3lint.config import ConfigError, codes_of
from s3lint.report.terminal.drawing import draw
from s3lint.report.terminal.prose import prose_lines
from tests.support.places import ROOT

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
    return {tag.partition(":")[0] for tag in tags(check)} <= {one.key for one in standards()}


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
        ("cis-7", {"S3L103", "S3L102", "S3L409", "S3L708"}, {"S3L501"}),
        ("cis-5", {"S3L102", "S3L409", "S3L708"}, {"S3L501", "S3L103"}),  # 2.21 is new in 7
        ("cis-5:2.1.4", {"S3L102", "S3L108"}, {"S3L201"}),
        ("cis-5:4.8", {"S3L411"}, {"S3L403"}),  # the numbers move: 4.8 is about object-level logging since 6
        ("cis-6:4.8", {"S3L403"}, {"S3L411"}),
    ],
)
def test_standards_select(standard: str, among: set[str], not_among: set[str]) -> None:
    found = codes_of(standard, ALL)
    assert among <= found
    assert not found & not_among


def test_the_newest_edition_is_meant_where_none_is_named() -> None:
    assert codes_of("cis", ALL) == codes_of("cis-7", ALL)
    with pytest.raises(ConfigError, match="did you mean 'cis-"):
        codes_of("cis-4", ALL)
    with pytest.raises(ConfigError, match=r"which edition it is of: cis-7:4\.8, cis-6:4\.8, cis-5:4\.8"):
        codes_of("cis:4.8", ALL)
    assert {"cis", "cis-7", "cis-6", "cis-5", "fsbp", "pci", "nist"} == set(words())


def test_every_control_and_topic_of_the_data_is_answered() -> None:
    """What is mapped exists, and nothing is mapped twice."""
    data = json.loads((ROOT / "s3lint/checks/data/standards.json").read_text("utf-8"))
    aliases = {alias for check in ALL for alias in check.aliases}
    assert set(data["controls"]) <= aliases
    assert {control for topic in data["topics"] for control in topic.get("controls", ())} <= set(data["controls"])
    for one in standards():
        numbers = [topic[one.key] for topic in data["topics"] if one.key in topic]
        assert len(numbers) == len(set(numbers))
        assert one.date and one.source and one.edition
    for name in words():
        one = standard(name)
        assert one
        assert [r.number for r, checks in requirements(one, ALL).items() if not checks] == []


def test_numbers_are_sorted_as_people_sort_them() -> None:
    one = standard("nist")
    assert one
    numbers = [requirement.number for requirement in requirements(one, ALL)]
    assert numbers.index("AC-3") < numbers.index("AC-4") < numbers.index("AC-21")


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
    assert data["frameworks"][:4] == ["cis-7:3.1.4", "cis-6:3.1.4", "cis-5:2.1.4", "fsbp:S3.8"]
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
