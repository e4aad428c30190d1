"""S3L1xx: who can reach the data: public access, ACLs, access points, origins."""
