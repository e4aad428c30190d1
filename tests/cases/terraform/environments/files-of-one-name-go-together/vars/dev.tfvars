status = "Suspended"
name   = "acme-dev"
