b = "Suspended"
c = "Suspended"
