"""The bridge from the graph to the policy engine: who reaches what, with everything that decides beside the policy.

Knows no check: it answers, and judges nothing.
"""
