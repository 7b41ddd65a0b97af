"""Tables and zip files as they arrive from people: read, never trusted."""
