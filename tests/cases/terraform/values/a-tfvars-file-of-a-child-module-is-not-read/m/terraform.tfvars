s = "Enabled"
