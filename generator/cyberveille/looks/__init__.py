"""What a portal looks like: its colours, its mark, its typefaces, what an organisation adds to pages."""
