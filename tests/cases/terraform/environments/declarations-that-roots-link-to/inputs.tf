variable "status" {
  type = string
}
