"""Requests and answers of the API, a module for each area. The OpenAPI document is generated from these classes."""
