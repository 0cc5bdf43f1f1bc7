"""What subscribers see, in the readers that they use, of what happens to a notice."""
