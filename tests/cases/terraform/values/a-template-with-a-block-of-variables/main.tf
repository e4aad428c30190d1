# Terraform 0.11 took the variables of a template as a block

data "template_file" "policy" {
  template = "${file("${path.module}/policy.json")}"

  vars {
    bucket = "acme-template-7f3a"
  }
}

resource "aws_s3_bucket" "b" { # ok: S3L201
  bucket = "acme-template-7f3a"
}

resource "aws_s3_bucket_policy" "b" {
  bucket = "${aws_s3_bucket.b.id}"
  policy = "${data.template_file.policy.rendered}"
}
