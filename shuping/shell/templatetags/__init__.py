"""The tags that pages share."""
