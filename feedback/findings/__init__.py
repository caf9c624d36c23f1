"""What the analysis found and what people made of it: runs, themes, placements."""
