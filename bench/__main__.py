"""`make bench`: all measurements, one after the other."""

from bench import submissions, themes

if __name__ == "__main__":
    submissions.main([])
    themes.main([])
