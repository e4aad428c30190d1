status = "Enabled"
name   = "prod"
