"""What surrounds the course: install, open, run, check and photograph it. Run as `python -m tools.<name>`."""
