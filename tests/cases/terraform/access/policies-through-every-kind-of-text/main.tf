# policies through every kind of text

resource "aws_s3_bucket" "b" { # ok: S3L103@aws_s3_bucket.b["file"], S3L103@aws_s3_bucket.b["format"]
  for_each = toset(["tpl", "file", "heredoc", "format"])
  bucket   = "acme-${each.key}"
}

resource "aws_s3_bucket_policy" "tpl" {
  bucket = aws_s3_bucket.b["tpl"].id
  policy = templatefile("${path.module}/p.tftpl", { bucket = aws_s3_bucket.b["tpl"].id, who = ["*"] })
}

resource "aws_s3_bucket_policy" "file" {
  bucket = aws_s3_bucket.b["file"].id
  policy = file("p.json")
}

resource "aws_s3_bucket_policy" "heredoc" {
  bucket = aws_s3_bucket.b["heredoc"].id
  # expected.json marks the principal, where no comment can stand
  policy = <<-POLICY
                {"Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "s3:Get*",
                 "Resource": "${aws_s3_bucket.b["heredoc"].arn}/*"}}
              POLICY
}

resource "aws_s3_bucket_policy" "format" {
  bucket = aws_s3_bucket.b["format"].id
  policy = format("{\"Statement\": [{\"Effect\": \"%s\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\", \"Resource\": \"%s/*\"}]}", "Deny", aws_s3_bucket.b["format"].arn)
}
