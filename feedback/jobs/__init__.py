"""Work that takes longer than a page may: job rows, their queue and their progress."""
