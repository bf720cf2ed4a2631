"""QUESTION → ANSWER: named queries, tracing and avoidance, on the store or on the snapshot."""
