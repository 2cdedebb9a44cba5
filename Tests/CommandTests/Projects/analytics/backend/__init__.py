"""Numbers of a dental practice."""
