"""Commands that run apart from the server."""
