"""How often one address may try passwords and receipt codes. Nothing else is limited: a commune shares one address."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, storage_uri="memory://")
GUESSES = "20 per minute"
