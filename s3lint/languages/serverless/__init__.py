"""The Serverless Framework: services (serverless.yml) to the templates that they are deployed as.

Variables are resolved and resources added as the framework does it: https://www.serverless.com/framework/docs
"""
