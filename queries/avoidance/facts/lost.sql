-- Rows of the ledgers that were lost to the roster, each with the declaration that was read of it all the same, if any.
SELECT r.id, r.ledger, r."column", coalesce(r.reason, ''), coalesce(r.until, ''), r.file, r.place, e.id AS declaration
FROM refused r SEMI JOIN roster ON roster.person = r.id
LEFT JOIN evidence e ON e.file = r.file AND e.place = r.place AND starts_with(e.id, 'Declaration-')
ORDER BY ALL
