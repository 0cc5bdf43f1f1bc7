"""A members' portal on this machine alone: Apache, a test identity provider, three accounts."""
