a = "Enabled"
b = "Enabled"
c = "Enabled"
