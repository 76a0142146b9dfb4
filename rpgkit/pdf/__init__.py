"""What is printed: values in, the bytes of a PDF out. Only here is ReportLab known."""
