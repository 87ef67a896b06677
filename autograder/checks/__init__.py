"""The hidden checks, one pytest module per assignment."""
