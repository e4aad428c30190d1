buckets = {
  Orders = { retention = 30, readers = ["111122223333", "444455556666"] }
  drafts = { versioned = false, logs = {} }
}
