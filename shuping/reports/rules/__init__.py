"""Pure rules of reports: what is text, what is a section, what the limits say."""
