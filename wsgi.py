"""What the server imports."""

from config import Production
from debrief.app import create_app

app = create_app(Production())
