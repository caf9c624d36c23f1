"""The application: rows, screens and jobs, in the order an opinion travels."""
