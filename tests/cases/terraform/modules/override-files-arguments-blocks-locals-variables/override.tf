variable "s" {
  default = "Enabled"
}
