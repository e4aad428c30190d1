state = "prod-state"
