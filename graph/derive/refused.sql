-- Rows of a ledger that were lost to a person with a number: what else is known of that person is not all.
CREATE TABLE refused AS
SELECT DISTINCT entity.id, lost.ledger, lost.lost AS "column", lost.reason, lost.until, source.file, lost.place
FROM lost
JOIN numbering USING (hash)
JOIN source USING (hash)
JOIN entity ON entity.mention = digest('Person', numbering.prefix || lost.person);
