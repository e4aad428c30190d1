"""An opponent of the policy engine: S3's questions as formulas for an SMT solver.

It is written from AWS's documentation and shares no code with s3lint/policy. Every text that a question ranges over is
cut into classes by the patterns that the policy compares it with (`automata`, `classes`); the solver chooses one class
for each text (`encoding`), out of what a requester, a network, an action … can be (`worlds`).
"""
