-- Who may be one person, and who was decided not to be: each pair both ways. Two numbers are two people until
-- more than a likeness speaks against it.
CREATE OR REPLACE TEMP TABLE maybe AS
SELECT unnest([a, b]) AS one, unnest([b, a]) AS other
FROM pairs JOIN nodes_Person x ON x.id = a JOIN nodes_Person y ON y.id = b
WHERE pairs.kind = 'Person' AND a <> b
  AND (zone = 'unmerged' OR (zone = 'possible' AND NOT coalesce(x.keyed AND y.keyed, false))
       -- Two numbers may be of two series (L25 has its own): while a birth month is untold, the name rule cannot tell.
       OR (zone = 'possible' AND bare(x.name) = bare(y.name) AND (x.birth_min IS NULL OR y.birth_min IS NULL
           OR left(x.birth_min, 7) <> left(x.birth_max, 7) OR left(y.birth_min, 7) <> left(y.birth_max, 7))));
CREATE OR REPLACE TEMP TABLE decided_apart AS
SELECT unnest([a, b]) AS one, unnest([b, a]) AS other FROM pairs WHERE kind = 'Person' AND zone = 'apart';
