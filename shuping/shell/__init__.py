"""What every room shares on its way to people; for now, the clock."""
