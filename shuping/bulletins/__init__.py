"""What is published, to whom, in which words."""
