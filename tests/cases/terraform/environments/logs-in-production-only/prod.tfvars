logs = true
