"""One file per format of the findings: a report in, text out."""
