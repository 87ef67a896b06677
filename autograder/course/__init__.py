"""What an author writes: an assignment's folder, its cells, its release and its bundle."""
