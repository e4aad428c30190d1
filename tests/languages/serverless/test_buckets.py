"""The buckets that the framework makes: of events, and to deploy through."""

from __future__ import annotations

import pytest

from s3lint.languages.serverless.load import services
from s3lint.source import MemoryTree
from s3lint.values import Inputs
from tests.languages.serverless.services import configuration, resources
from tests.support.verdicts import verdicts


def events(text: str, provider: str = "") -> str:
    return f"service: acme\nprovider:\n  name: aws\n{provider}functions:\n  f:\n    handler: a.b\n    events:\n{text}"


@pytest.mark.parametrize(
    "text",
    ["      - http: GET /\n", "      - s3:\n", "      - s3: {bucket: !Ref Own}\n", "      - sns: photos\n"],
)
def test_events_that_make_no_bucket(text: str) -> None:
    assert list(resources(events(text))) == ["IamRoleLambdaExecution"]


@pytest.mark.parametrize(
    ("text", "address", "name"),
    [
        ("      - s3: my-photos\n", "S3BucketMyphotos", "my-photos"),
        ("      - s3: {bucket: my.photos}\n", "S3BucketMyphotos", "my.photos"),
        ("      - s3: ${self:service}-in\n", "S3BucketAcmein", "acme-in"),
        (
            "      - s3:\n          bucket: ${self:service}\n          event: s3:ObjectRemoved:*\n",
            "S3BucketAcme",
            "acme",
        ),
        ("      - s3: ${ssm:/name}\n", "S3BucketSsmname", "${ssm:/name}"),
    ],
)
def test_an_event_makes_a_bucket(text: str, address: str, name: str) -> None:
    made = resources(events(text))
    assert made[address]["Properties"]["BucketName"] == name
    permission = made[f"FLambdaPermission{address.removeprefix('S3Bucket')}S3"]["Properties"]
    assert permission["SourceAccount"] == {"Ref": "AWS::AccountId"} and permission["Principal"] == "s3.amazonaws.com"


def test_two_events_of_one_bucket() -> None:
    text = "      - s3: photos\n      - s3: {bucket: photos, event: 's3:ObjectRemoved:*', rules: [{prefix: a/}]}\n"
    made = resources(events(text))["S3BucketPhotos"]["Properties"]["NotificationConfiguration"]
    function = {"Fn::GetAtt": ["FLambdaFunction", "Arn"]}
    assert made["LambdaConfigurations"] == [
        {"Event": "s3:ObjectCreated:*", "Function": function},
        {
            "Event": "s3:ObjectRemoved:*",
            "Function": function,
            "Filter": {"S3Key": {"Rules": [{"Name": "prefix", "Value": "a/"}]}},
        },
    ]


def test_the_provider_says_more_about_the_bucket_of_an_event() -> None:
    provider = """\
  s3:
    photos:
      name: acme-photos-${sls:stage}
      versioningConfiguration: {Status: Enabled}
      notificationConfiguration: {TopicConfigurations: [{Topic: x, Event: y}]}
    unused: {name: acme-unused}
"""
    made = resources(events("      - s3: photos\n", provider))
    assert "S3BucketUnused" not in made
    properties = made["S3BucketPhotos"]["Properties"]
    assert properties["BucketName"] == "acme-photos-dev"
    assert properties["VersioningConfiguration"] == {"Status": "Enabled"}
    assert list(properties["NotificationConfiguration"]) == ["LambdaConfigurations", "TopicConfigurations"]


def test_the_bucket_of_an_event_is_judged() -> None:
    files = {"serverless.yml": events("      - s3: photos\n")}
    assert verdicts(files, "S3L102") == {("S3L102", "S3BucketPhotos"): "fail"}
    assert verdicts(files, "S3L412") == {("S3L412", "S3BucketPhotos"): "pass"}


def test_events_of_an_existing_bucket() -> None:
    text = "      - s3: {bucket: photos, existing: true, rules: [{suffix: .jpg}]}\n"
    made = resources(events(text))
    assert [name for name in made if name.startswith("S3Bucket")] == []
    assert made["FCustomS31"]["Properties"]["BucketConfigs"] == [
        {"Event": "s3:ObjectCreated:*", "Rules": [{"Suffix": ".jpg"}]}
    ]
    role = made["IamRoleCustomResourcesLambdaExecution"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
    assert role[0]["Action"] == ["s3:PutBucketNotification", "s3:GetBucketNotification"]


@pytest.mark.parametrize("provider", ["  cfnRole: arn:x\n", "  iam: {deploymentRole: arn:x}\n"])
def test_a_deployment_role_puts_events_too(provider: str) -> None:
    made = resources(events("      - s3: {bucket: photos, existing: true}\n", provider))
    assert "IamRoleCustomResourcesLambdaExecution" not in made


def test_events_of_an_existing_bucket_of_the_service() -> None:
    text = events("      - s3: {bucket: acme-photos, existing: true}\n")
    text += "resources:\n  Resources:\n    A: {Type: AWS::S3::Bucket, Properties: {BucketName: acme-photos}}\n"
    assert verdicts({"serverless.yml": text}, "S3L412") == {("S3L412", "A"): "pass"}


# -- the bucket that is deployed through


def deployed(version: str, setting: str = "") -> str:
    return f"service: acme\nframeworkVersion: '{version}'\nprovider:\n  name: aws\n{setting}resources: {{}}\n"


@pytest.mark.parametrize(
    "text",
    [
        deployed("4"),
        deployed("^4.1.0"),
        deployed("*"),
        deployed(">=2.0.0"),
        deployed(">=3.0.0 <5.0.0"),
        deployed(">=3.0.0 <=4.0.0"),
        deployed("4").replace("frameworkVersion: '4'\n", ""),
        deployed("3", "  deploymentBucket: acme-deploy\n"),
        deployed("3", "  deploymentBucket: {name: acme-deploy, blockPublicAccess: true}\n"),
        deployed("3", "  deploymentBucket: ${ssm:/deploy}\n"),
    ],
)
def test_where_the_stack_has_no_bucket_to_deploy_through(text: str) -> None:
    assert resources(text) == {}


@pytest.mark.parametrize("version", ["3", "^3.22.0", "~2.1", "=1.83.0", "v3.1", ">=2.0.0 <4.0.0", ">=2 <3"])
def test_up_to_version_3_the_stack_has_a_bucket_to_deploy_through(version: str) -> None:
    assert list(resources(deployed(version))) == ["ServerlessDeploymentBucket", "ServerlessDeploymentBucketPolicy"]


UNSAID = deployed("4").replace("frameworkVersion: '4'\n", "")


@pytest.mark.parametrize(
    ("package", "has_one"),
    [
        ('{"devDependencies": {"serverless": "^3.38.0"}}', True),
        ('{"dependencies": {"serverless": "2.72.3"}}', True),
        ('{"devDependencies": {"serverless": "^4.2.0"}}', False),
        ('{"devDependencies": {"serverless-offline": "^3.0.0"}}', False),
        ("[]", False),
        ("{", False),
    ],
)
def test_where_the_service_names_no_version_the_package_does(package: str, has_one: bool) -> None:
    made = resources(UNSAID, {"package.json": package})
    assert ("ServerlessDeploymentBucket" in made) is has_one
    assert "ServerlessDeploymentBucket" not in resources(deployed("4"), {"package.json": package})


def test_the_package_may_lie_above_the_service() -> None:
    above = '{"devDependencies": {"serverless": "3"}}'
    files = {"services/a/serverless.yml": UNSAID, "services/a/package.json": "{}", "package.json": above}
    (found,) = services(MemoryTree(files), "services/a/serverless.yml", Inputs())
    assert found.keeps_its_bucket


def test_the_old_bucket_may_be_kept() -> None:
    assert "ServerlessDeploymentBucket" in resources(deployed("4", "  enableLegacyDeploymentBucket: true\n"))


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("", {"S3L102": "fail", "S3L501": "fail", "S3L201": "pass"}),
        (
            "  deploymentBucket: {blockPublicAccess: true, versioning: true, tags: {a: b}}\n",
            {"S3L102": "pass", "S3L501": "pass", "S3L201": "pass"},
        ),
        ("  deploymentBucket: {skipPolicySetup: true}\n", {"S3L102": "fail", "S3L501": "fail", "S3L201": "fail"}),
    ],
)
def test_what_is_said_of_the_bucket_to_deploy_through(setting: str, expected: dict[str, str]) -> None:
    files = {"serverless.yml": deployed("3", setting)}
    found = verdicts(files, *expected)
    assert {code: found[code, "ServerlessDeploymentBucket"] for code in expected} == expected


def test_functions_may_be_referred_to() -> None:
    text = events("      - http: GET /\n") + "resources:\n  Outputs: {O: {Value: !GetAtt FLambdaFunction.Arn}}\n"
    text += "  Resources:\n    A: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref FLambdaFunction}}\n"
    bucket = next(r for r in configuration(text).resources if r.address == "A")
    name = bucket.body.entries["BucketName"]
    assert name.reason.kind == "after-apply"  # type: ignore[attr-defined]
