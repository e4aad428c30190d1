a = "Suspended"
