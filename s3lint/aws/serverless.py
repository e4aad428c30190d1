"""Types of AWS SAM that make roles and policies, and what its transform makes of them.

https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-resources-and-properties.html
"""

from __future__ import annotations

PREFIX = "AWS::Serverless::"
FUNCTION, STATE_MACHINE, CONNECTOR = (PREFIX + name for name in ("Function", "StateMachine", "Connector"))
# the service that assumes the role of each
ROLE_SERVICES = {FUNCTION: "lambda.amazonaws.com", STATE_MACHINE: "states.amazonaws.com"}
# what a connector can give access to a bucket
CALLERS = (FUNCTION, "AWS::Lambda::Function", STATE_MACHINE, "AWS::StepFunctions::StateMachine")
