a = "Enabled"
