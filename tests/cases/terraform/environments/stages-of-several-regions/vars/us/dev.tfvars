status = "Enabled"
