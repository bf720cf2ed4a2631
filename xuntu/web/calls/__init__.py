"""What each address does: one call of the workspace, or of what its commands call, put into JSON."""
