status = "Enabled"
name   = "acme-prod"
