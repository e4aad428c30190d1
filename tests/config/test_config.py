"""Configuration files: what is read, which holds, and what is said of mistakes."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.checks import Check, Profile, Severity
from s3lint.checks.catalogue import ALL
from s3lint.config import ConfigError, Layer, Settings, build, codes_of, find, load
from s3lint.config.schema import misfits, schema, text
from s3lint.config.version import allows
from s3lint.engine.input.root_settings import inputs_of, settings_of
from s3lint.languages.frontend import Root
from s3lint.source import MemoryTree
from s3lint.values.inputs import GivenAccount
from tests.support.places import ROOT


def check(code: str, name: str, profile: Profile = Profile.DEFAULT, **more: Any) -> Check:
    return Check(
        code,
        name,
        Severity.MEDIUM,
        profile,
        lambda graph: (),
        lambda subject: (),
        "fix it",
        None,
        "none: a sample",
        **more,
    )


CHECKS = (
    check("S3L101", "bucket-public", aliases=("S3.2",)),
    check(
        "S3L102",
        "block-public-access",
        aliases=("CKV_AWS_53", "AWS-0086"),
        frameworks=("cis-7:3.1.4", "cis-5:2.1.4", "fsbp:S3.8"),
    ),
    check("S3L402", "access-logging-disabled", Profile.STRICT, frameworks=("fsbp:S3.9",)),
    check("S3L502", "mfa-delete-disabled", Profile.AUDIT, frameworks=("cis-7:3.1.2",)),
)


def settings(toml: str, folder: str = ".", **files: str) -> Settings:
    tree = MemoryTree({f"{folder}/s3lint.toml".removeprefix("./"): toml, **files})
    path = find(tree, folder)
    assert path is not None
    return build(load(tree, path), CHECKS)


def complaint(toml: str, **files: str) -> str:
    with pytest.raises(ConfigError) as caught:
        settings(toml, **files)
    return str(caught.value)


def test_defaults() -> None:
    found = build([], CHECKS)
    assert found.codes == {"S3L101", "S3L102"}
    assert found.fail_on is Severity.MEDIUM and found.show == ("fail", "unknown") and found.output_format == "full"


@pytest.mark.parametrize(
    ("selector", "codes"),
    [
        ("S3L102", {"S3L102"}),
        ("s3l102", {"S3L102"}),
        ("S3L1", {"S3L101", "S3L102"}),
        ("block-public-access", {"S3L102"}),
        ("CKV_AWS_53", {"S3L102"}),
        ("AVD-AWS-0086", {"S3L102"}),
        ("ALL", {"S3L101", "S3L102", "S3L402", "S3L502"}),
        ("strict", {"S3L101", "S3L102", "S3L402"}),
        ("cis", {"S3L102", "S3L502"}),
        ("fsbp", {"S3L101", "S3L102", "S3L402"}),
        ("nist:AC-3", {"S3L101"}),
        ("cis-7:3.1.4", {"S3L102"}),
        ("cis-5", {"S3L102"}),
        ("CIS-5:2.1.4", {"S3L102"}),
        ("cis-7:3.1", {"S3L102", "S3L502"}),
        ("S3L901", set()),
    ],
)
def test_selectors(selector: str, codes: set[str]) -> None:
    assert codes_of(selector, CHECKS) == codes


def test_a_selector_that_names_nothing_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(ConfigError, match=r"'blok-public-access' \(did you mean 'block-public-access'\?\)"):
        codes_of("blok-public-access", CHECKS)
    with pytest.raises(ConfigError, match="S3L777"):
        codes_of("S3L777", CHECKS)


def test_every_check_of_the_catalogue_is_selected_by_code_and_name() -> None:
    for one in ALL:
        assert one.code in codes_of(one.code, ALL)
        assert codes_of(one.name, ALL) == {one.code}


def test_selection_in_layers() -> None:
    file = Layer({"select": ["S3L1", "S3L4"], "ignore": ["S3L4"]})
    assert build([file], CHECKS).codes == {"S3L101", "S3L102"}
    assert build([file, Layer({"extend-select": ["S3L402"]})], CHECKS).codes == {"S3L101", "S3L102", "S3L402"}
    assert build([file, Layer({"select": ["S3L402"]})], CHECKS).codes == {"S3L402"}  # the command line wins
    assert build([file, Layer({"ignore": ["S3L101"]})], CHECKS).codes == {"S3L102"}
    assert build([Layer({"profile": "audit"}), Layer({"ignore": ["S3L1"]})], CHECKS).codes == {"S3L402", "S3L502"}


def test_a_whole_file() -> None:
    found = settings(
        """
        profile = "strict"
        fail-on = "high"
        min-severity = "low"
        show = ["fail"]
        exclude = ["examples/"]
        trusted-accounts = ["111122223333"]
        account-id = "444455556666"
        account-public-access-block = true
        sensitive-words = ["salary"]
        var-files = ["prod.tfvars"]
        baseline = "base.json"
        vars = {env = "prod", public = false, size = 3}

        [severity]
        S3L101 = "critical"
        access-logging-disabled = "info"

        [[per-path]]
        paths = ["site/"]
        ignore = ["S3L101"]
        reason = "meant to be public"
        var-files = ["site.tfvars"]
        """,
        folder="infra",
    )
    assert found.profile is Profile.STRICT and found.fail_on is Severity.HIGH and found.min_severity is Severity.LOW
    assert found.exclude == (("infra", ("examples/",)),)
    assert found.account_block == (
        "block_public_acls",
        "ignore_public_acls",
        "block_public_policy",
        "restrict_public_buckets",
    )
    assert found.var_files == ("infra/prod.tfvars",) and found.baseline == "infra/base.json"
    assert found.vars == {"env": "prod", "public": "false", "size": "3"}
    assert found.severity == {"S3L101": Severity.CRITICAL, "S3L402": Severity.INFO}
    (rule,) = found.per_path
    assert rule.folder == "infra" and rule.ignore == {"S3L101"} and rule.var_files == ("infra/site.tfvars",)
    assert rule.reason == "meant to be public" and rule.line == 19


def test_accounts_hold_for_a_part_of_the_tree_or_for_an_alias() -> None:
    found = settings(
        """
        account-id = "111122223333"

        [[account]]
        paths = ["prod/"]
        account-id = "222233334444"
        region = "eu-west-1"

        [[account]]
        alias = "audit"
        account-id = "333344445555"
        account-public-access-block = true

        [[account]]
        alias = "audit"
        paths = ["test/"]
        account-id = "444455556666"
        """,
        folder="infra",
    )
    inputs = {name: inputs_of(settings_of(Root(f"infra/{name}", "terraform"), found)) for name in ("prod", "dev")}
    assert (inputs["prod"].account_id, inputs["prod"].region) == ("222233334444", "eu-west-1")
    assert (inputs["dev"].account_id, inputs["dev"].region) == ("111122223333", None)
    assert inputs["dev"].accounts == (GivenAccount("audit", "333344445555"),)
    assert len(settings_of(Root("infra/dev", "terraform"), found).accounts[0].account_block) == 4
    extended = settings("[[account]]\nalias = 'a'\nregion = 'x'\n[[account]]\nalias = 'b'\nregion = 'y'")
    assert [rule.alias for rule in extended.accounts] == ["a", "b"]


def test_the_nearest_file_wins_and_nothing_is_merged() -> None:
    tree = MemoryTree(
        {
            "s3lint.toml": 'profile = "audit"',
            "a/pyproject.toml": '[tool.s3lint]\nprofile = "strict"',
            "a/b/pyproject.toml": '[tool.other]\nprofile = "strict"',
            "a/b/main.tf": "",
            "c/.s3lint.toml": "",
            "d/main.tf": "",
        }
    )
    assert find(tree, "a/b") == "a/pyproject.toml"
    assert find(tree, "c") == "c/.s3lint.toml"
    assert find(tree, "d") == "s3lint.toml"
    assert build(load(tree, "a/pyproject.toml"), CHECKS).profile is Profile.STRICT
    assert build(load(tree, "c/.s3lint.toml"), CHECKS).profile is Profile.DEFAULT


def test_extend_puts_another_file_below() -> None:
    base = 'profile = "strict"\nvar-files = ["common.tfvars"]\n[severity]\nS3L101 = "low"\n'
    found = settings(
        'extend = "../s3lint.toml"\nfail-on = "high"\n[severity]\nS3L102 = "low"', "team", **{"s3lint.toml": base}
    )
    assert found.profile is Profile.STRICT and found.fail_on is Severity.HIGH
    assert found.var_files == ("common.tfvars",)
    assert found.severity == {"S3L101": Severity.LOW, "S3L102": Severity.LOW}


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("\nselct = []", "s3lint.toml:2: unknown setting 'selct' (did you mean 'select'?)"),
        ('[severity]\nS3L101 = "hihg"', "s3lint.toml:2: severity.S3L101: 'hihg' is not one of"),
        ('fail-on = "never"', "'never' is not one of info, low, medium, high, critical"),
        ("select = 'S3L1'", "select: must be a list"),
        ("account-id = 123456789012", "account-id: must be a string"),
        ("account-id = '1234'", "is not an AWS account ID"),
        ("select = ['S3L999']", "s3lint.toml:1: no check is called 'S3L999'"),
        ("[[per-path]]\nignore = []", "s3lint.toml:1: per-path: requires 'paths'"),
        ("\n[[account]]\naccount-id = '111122223333'", "s3lint.toml:2: account: requires 'alias' or 'paths'"),
        ("[[account]]\nalias = 'audit'", "s3lint.toml:1: account: requires 'account-id', 'region' or"),
        ("[[account]]\nalias = 'audit'\naccount-id = '12'", "s3lint.toml:3: account.account-id: '12' is not an AWS"),
        ("[[account]]\nname = 'audit'", "s3lint.toml:2: unknown setting 'name'"),
        ("[[per-path]]\npaths=['a']\n\n[[per-path]]\npaths=['b']\nreasn='x'", ":6: unknown setting 'reasn'"),
        ("[[per-path]]\npaths=['a']\nuntil='soon'", "'soon' is not a date"),
        ("[[bucket]]\nname='a'\nrole='public-site'", "s3lint.toml:1: bucket: requires 'reason'"),
        ("[[bucket]]\nname='a'\nreason='x'", "s3lint.toml:1: bucket: requires 'role'"),
        (
            "[[bucket]]\nrole='public-site'\nreason='x'",
            "s3lint.toml:1: bucket: requires one of address, name, tag, path",
        ),
        ("[[bucket]]\nname='a'\nrole='public_site'\nreason='x'", "(did you mean 'public-site'?)"),
        ("[[bucket]]\nname='a'\nrole='public-site'\nreason=''", "s3lint.toml:4: bucket.reason: must not be empty"),
        ("[[bucket]]\nname='a'\nrole='inventory'\nreason='x'\nuntil='soon'", ":5: until: 'soon' is not a date"),
        ("x = [", "s3lint.toml is not TOML: "),
        ("extend = '../../etc/passwd'", "is outside the scanned tree"),
        ("extend = '/etc/passwd'", "is outside the scanned tree"),
        ("extend = 's3lint.toml'", "extends itself"),
        ("extend = 'no.toml'", "does not exist"),
        ("var-files = ['../../secrets']", "is outside the scanned tree"),
        ("baseline = '/etc/passwd'", "is outside the scanned tree"),
        ("required-version = '>=99'", "requires s3lint >=99, but this is"),
        ("required-version = 'new'", "is neither a version"),
        ("plugins = ['os']", "unknown setting 'plugins'"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(toml: str, words: str) -> None:
    assert words in complaint(toml)


def test_a_circle_of_extends_ends() -> None:
    assert "extends itself" in complaint("extend = 'b.toml'", **{"b.toml": "extend = 's3lint.toml'"})


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a = '\xe9'", b"a = " + b"[" * 5000 + b"]" * 5000])
def test_bytes_that_are_no_toml_are_an_error_for_the_user(data: bytes) -> None:
    with pytest.raises(ConfigError):
        load(MemoryTree({"s3lint.toml": data}), "s3lint.toml")


@pytest.mark.parametrize(
    ("conditions", "version", "answer"),
    [
        (">=0.1", "0.1.0", True),
        (">=0.1,<1", "0.9.9", True),
        (">=0.1,<1", "1.0", False),
        ("0.1.0", "0.1", True),
        ("==0.2", "0.1", False),
        ("!=0.2", "0.1", True),
        ("~>1", "1", None),
        ("", "1", None),
    ],
)
def test_required_versions(conditions: str, version: str, answer: bool | None) -> None:
    assert allows(conditions, version) is answer


def test_the_schema_is_a_schema_and_knows_every_setting() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert json.loads(text()) == schema()
    assert all("description" in rule for rule in schema()["properties"].values())


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["low", "S3L1", "123456789012", "hide", "", "full"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["paths", "ignore", "x"]), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*schema()["properties"], "unknown-key"]), values, max_size=4))
def test_the_own_validator_agrees_with_jsonschema(config: dict[str, Any]) -> None:
    valid = jsonschema.Draft202012Validator(schema()).is_valid(config)
    assert valid == (not list(misfits(config)))


@given(st.text(max_size=80) | st.binary(max_size=80))
def test_no_text_is_more_than_a_complaint(data: str | bytes) -> None:
    try:
        build(
            load(
                MemoryTree({"s3lint.toml": data if isinstance(data, bytes) else data.encode("utf-8", "replace")}),
                "s3lint.toml",
            ),
            CHECKS,
        )
    except ConfigError as error:
        assert str(error).startswith("s3lint.toml")


def test_a_date_may_be_text_or_a_date() -> None:
    table = "[[per-path]]\npaths = ['a']\nignore = ['S3L1']\nuntil = "
    assert settings(table + "2027-01-31") == settings(table + "'2027-01-31'")
    assert "until: must be a string" in complaint(table + "2027-01-31T10:00:00")
    table = "[[bucket]]\npath = 'a'\nrole = 'inventory'\nreason = 'r'\nuntil = "
    assert settings(table + "2027-01-31") == settings(table + "'2027-01-31'")


def test_declared_roles_of_all_layers_count() -> None:
    base = "[[bucket]]\nname = 'logs'\nrole = 'access-logs'\nreason = 'all teams'\n"
    own = "extend = '../s3lint.toml'\n[[bucket]]\npath = 'web/'\nrole = 'public-site'\nreason = 'home'\n"
    found = settings(own, "team", **{"s3lint.toml": base}).bucket_roles
    assert [(role.role, role.folder, role.origin, role.line) for role in found] == [
        ("access-logs", ".", "s3lint.toml", 1),
        ("public-site", "team", "team/s3lint.toml", 2),
    ]


def test_the_documentation_names_every_setting() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text()
    settings = schema()["properties"]
    tables = (settings[name]["items"]["properties"] for name in ("account", "bucket", "forbid", "module", "per-path"))
    for key in (*settings, *(key for table in tables for key in table)):
        assert f"| `{key}` |" in page


def test_the_schema_is_shipped() -> None:
    assert (ROOT / "s3lint" / "config" / "schema.json").is_file()
