"""What visits and inspections saw during the year."""
