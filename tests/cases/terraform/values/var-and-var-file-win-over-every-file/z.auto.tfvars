a = "Suspended"
b = true
