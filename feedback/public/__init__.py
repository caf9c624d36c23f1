"""Pages anyone may see: open consultations, and what became of my opinion."""
