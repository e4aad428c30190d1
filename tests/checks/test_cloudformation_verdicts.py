"""What real templates do, and the verdicts that must come of it: from the text of a template to findings."""

from __future__ import annotations

from textwrap import dedent

from s3lint import graph
from s3lint.checks import ALL, Finding
from s3lint.checks.run import run
from s3lint.graph.context import Context
from s3lint.languages import cloudformation
from s3lint.source import MemoryTree
from s3lint.values import Inputs


def findings(template: str, *codes: str, context: Context | None = None, **given: str) -> list[Finding]:
    """What the checks say of one template; all of them where no code is named."""
    tree = MemoryTree({"template.yaml": dedent(template)})
    found: list[Finding] = []
    for configuration in cloudformation.load(tree, "template.yaml", Inputs(variables=given)):
        checks = [check for check in ALL if not codes or check.code in codes]
        found += run(graph.build(configuration, context or Context()), checks, configuration.root)[0]
    return found


def verdicts(template: str, code: str, **given: str) -> dict[str, str]:
    """The verdict of one check on each resource."""
    return {finding.resource: finding.verdict.value for finding in findings(template, code, **given)}


def message(template: str, code: str) -> str:
    (finding,) = findings(template, code)
    return finding.message


TLS_ON_OBJECTS = """
    Parameters:
      Name: {Type: String}
    Resources:
      Data:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: !Ref Name
      Policy:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref Data
          PolicyDocument:
            Statement:
              - Effect: Deny
                Principal: "*"
                Action: s3:*
                Resource: !Sub "arn:aws:s3:::${Name}/*"
                Condition: {Bool: {aws:SecureTransport: false}}
"""


def test_objects_alone_are_not_the_bucket_whatever_its_name_is() -> None:
    assert "s3:ListBucket on arn:aws:s3:::${Name}" in message(TLS_ON_OBJECTS, "S3L201")


NESTED = """
    Resources:
      Data:
        Type: AWS::S3::Bucket
        Properties:
          PublicAccessBlockConfiguration:
            BlockPublicAcls: true
            BlockPublicPolicy: true
            IgnorePublicAcls: true
            RestrictPublicBuckets: true
      Other:
        Type: AWS::CloudFormation::Stack
        Properties:
          TemplateURL: https://s3.amazonaws.com/elsewhere/other.yaml
          Parameters:
            Bucket: !Ref Data
            Zone: !Select [0, !GetAZs ""]
"""
PUBLIC_POLICY = """
      Policy:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref Data
          PolicyDocument:
            Statement:
              - {Effect: Deny, Principal: "*", Action: "s3:*", Resource: !GetAtt Data.Arn}
"""


def test_a_nested_stack_that_is_not_here_may_attach_a_policy_and_nothing_else() -> None:
    for code in ("S3L102", "S3L104", "S3L105", "S3L301"):
        assert verdicts(NESTED, code) == {"Data": "pass"}, code
    assert verdicts(NESTED, "S3L501") == {"Data": "fail"}
    assert verdicts(NESTED, "S3L201") == {"Data": "unknown"}
    assert verdicts(NESTED, "S3L103") == {"Data": "unknown"}


def test_a_bucket_that_has_a_policy_gets_no_second_one() -> None:
    assert verdicts(NESTED + PUBLIC_POLICY, "S3L103") == {"Data": "pass"}
    assert verdicts(NESTED + PUBLIC_POLICY, "S3L205") == {"Data": "pass"}


def test_availability_zones_are_no_bucket() -> None:
    without = NESTED.replace("            Bucket: !Ref Data\n", "")
    assert verdicts(without, "S3L201") == {"Data": "fail"}


ACCOUNT = """
    Parameters:
      Partner: {Type: String}
    Resources:
      Data:
        Type: AWS::S3::Bucket
      Policy:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref Data
          PolicyDocument:
            Statement:
              - Effect: Allow
                Principal: %s
                Action: s3:GetObject
                Resource: !Sub "${Data.Arn}/*"
                Condition: %s
"""


def test_delegation_to_access_points_of_the_own_account_is_not_another_account() -> None:
    own = ACCOUNT % ('{AWS: "*"}', '{StringEquals: {"s3:DataAccessPointAccount": !Sub "${AWS::AccountId}"}}')
    assert verdicts(own, "S3L202") == {"Data": "pass"}
    other = own.replace("${AWS::AccountId}", "${Partner}")
    assert verdicts(other, "S3L202") == {"Data": "unknown"}


def test_an_account_from_a_parameter_is_named_as_it_is_written() -> None:
    text = message(ACCOUNT % ('{AWS: !Sub "arn:aws:iam::${Partner}:root"}', "{}"), "S3L202")
    assert text == "cannot decide whether the policy grants access to another account: ${Partner}"


def test_an_import_is_named_with_its_open_parts() -> None:
    template = """
    Parameters:
      Keys: {Type: String}
    Resources:
      Data:
        Type: AWS::S3::Bucket
        Properties:
          BucketEncryption:
            ServerSideEncryptionConfiguration:
              - ServerSideEncryptionByDefault:
                  SSEAlgorithm: aws:kms
                  KMSMasterKeyID: !ImportValue {"Fn::Sub": "${Keys}-Arn"}
    """
    (finding,) = findings(template, "S3L302")
    assert finding.verdict.value == "unknown"
    assert "!ImportValue ${Keys}-Arn is exported by another stack" in (finding.blocked_by + finding.why)


SHARED = """
    Conditions:
      IsProd: !Equals [!ImportValue stage, prod]
      IsTest: !Not [!Equals [prod, !ImportValue stage]]
      Both: !And [!Equals [!ImportValue stage, prod], !Condition IsTest]
    Resources:
      Data:
        Type: AWS::S3::Bucket
        Properties:
          VersioningConfiguration: !If
            - IsProd
            - {Status: Enabled}
            - !If [IsTest, {Status: Enabled}, {Status: Suspended}]
      Never:
        Type: AWS::S3::Bucket
        Condition: Both
"""


def test_equal_comparisons_in_several_conditions_are_one_question() -> None:
    assert verdicts(SHARED, "S3L501") == {"Data": "pass"}
    without_name = SHARED.replace("IsProd: !Equals [!ImportValue stage, prod]", "IsProd: !Not [!Condition IsTest]")
    assert verdicts(without_name, "S3L501") == {"Data": "pass"}
    other = SHARED.replace("IsTest: !Not [!Equals [prod,", "IsTest: !Not [!Equals [test,")
    assert verdicts(other, "S3L501")["Data"] == "unknown"


def test_a_rule_that_asserts_allowed_values_leaves_no_others() -> None:
    template = """
    Parameters:
      Stage: {Type: String}
    Rules:
      Stages:
        Assertions:
          - Assert: !Contains [[test, prod], !Ref Stage]
    Resources:
      Data:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: !Sub "acme-${Stage}-data"
    """
    assert verdicts(template, "S3L601") == {"Data": "pass"}
    narrowed = template.replace("      Stages:\n", "      Stages:\n        RuleCondition: !Equals [!Ref Stage, x]\n")
    assert verdicts(narrowed, "S3L601") == {"Data": "unknown"}
