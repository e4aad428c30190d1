state = "test-state"
