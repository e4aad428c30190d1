status = "Enabled"
name   = "acme-test"
