-- Rows of the ledgers that were lost to the roster.
SELECT r.id, r.ledger, r."column", coalesce(r.reason, ''), coalesce(r.until, ''), r.file, r.place
FROM refused r SEMI JOIN roster ON roster.person = r.id ORDER BY ALL
