"""What is done for one repository: opened, judged alone or beside others, and told as rows of the store."""
