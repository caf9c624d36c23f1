"""`make bench`: all measurements, one after the other."""

from bench import align, drafts, duplicates, reading, stance, submissions, themes, themes_size, votes

if __name__ == "__main__":
    drafts.main([])
    align.main([])
    submissions.main([])
    reading.main([])
    themes.main([])
    stance.main([])
    themes_size.main([])
    votes.main([])
    duplicates.main([])
