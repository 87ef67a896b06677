"""The commands, by who uses them: each reads its arguments, calls the room that does the work, and prints."""
