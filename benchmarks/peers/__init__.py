"""What the same work costs with the plain tools; each peer is a program of its own."""
