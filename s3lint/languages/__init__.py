"""The languages that infrastructure is written in. Each reads files into a Configuration and knows no other."""
