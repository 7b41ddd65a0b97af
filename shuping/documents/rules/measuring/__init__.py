"""What a document measures, and where that leaves GB/T 9704-2012."""
