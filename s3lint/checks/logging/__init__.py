"""S3L4xx: access logs, trails, alarms and notifications."""
