"""What an edition keeps: its codes with what their dice showed, and the shape of every table."""
