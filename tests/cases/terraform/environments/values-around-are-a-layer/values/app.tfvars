status = "Suspended"
name   = "shared"
