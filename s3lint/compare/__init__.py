"""Two graphs of one root, at two times: which bucket is which, who gained or lost access, and which controls changed.

It answers as facts do, from the policy engine and what is believed of each bucket, and judges nothing.
"""
