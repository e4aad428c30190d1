state = "dev-state"
