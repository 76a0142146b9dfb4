"""Makes the small faces for the scripts that the text face lacks: `make fonts`."""
