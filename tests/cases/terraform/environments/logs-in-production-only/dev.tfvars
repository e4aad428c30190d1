logs = false
