"""For servers that want an application object: `waitress-serve wsgi:app`."""

from feedback.app import create_app

app = create_app()
