-- Pairs that linkage confirms, between the records (components) that keys and decisions made.
CREATE TABLE confirmed AS
SELECT a, b, probability, x.root AS one, y.root AS other
FROM person_pair JOIN component x ON x.mention = a JOIN component y ON y.mention = b
WHERE zone = 'confirmed' AND x.root <> y.root;
CREATE TABLE bond AS SELECT unnest([one, other]) AS mention, one || other AS key FROM confirmed;
-- By what mention a decision cites a record: one with a number is there again when its file is loaded anew.
CREATE TABLE cited_as AS
SELECT component.root AS record, arg_min(mention, (mention NOT IN (SELECT mention FROM link WHERE key LIKE 'no:%'), mention)) AS mention
FROM component WHERE root IN (SELECT unnest([a, b]) FROM person_pair WHERE zone <> 'rejected') GROUP BY root;
