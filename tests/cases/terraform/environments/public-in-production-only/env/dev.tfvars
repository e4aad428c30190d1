restrict = true
