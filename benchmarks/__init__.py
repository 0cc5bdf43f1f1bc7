"""Measures of whole commands on an archive of a national CERT's size."""
