"""`make bench`: all measurements, one after the other."""

from bench import drafts, reading, submissions, themes

if __name__ == "__main__":
    drafts.main([])
    submissions.main([])
    reading.main([])
    themes.main([])
