"""`make bench`: all measurements, one after the other."""

from bench import align, drafts, reading, stance, submissions, themes, votes

if __name__ == "__main__":
    drafts.main([])
    align.main([])
    submissions.main([])
    reading.main([])
    themes.main([])
    stance.main([])
    votes.main([])
