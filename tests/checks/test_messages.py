"""What findings say of values that only a run of the template would tell."""

from __future__ import annotations

from textwrap import dedent

from tests.support.verdicts import findings


def message(template: str, code: str) -> str:
    (finding,) = findings({"template.yaml": dedent(template)}, code)
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
    (finding,) = findings({"template.yaml": dedent(template)}, "S3L302")
    assert finding.verdict.value == "unknown"
    assert "!ImportValue ${Keys}-Arn is exported by another stack" in (finding.blocked_by + finding.why)
