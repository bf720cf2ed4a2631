-- A partial ISO date stands for every day it may mean.
CREATE OR REPLACE MACRO date_min(t) AS
    CASE length(t) WHEN 4 THEN t || '-01-01' WHEN 7 THEN t || '-01' ELSE t END;
CREATE OR REPLACE MACRO date_max(t) AS
    CASE length(t)
        WHEN 4 THEN t || '-12-31'
        WHEN 7 THEN strftime(last_day(CAST(t || '-01' AS DATE)), '%Y-%m-%d')
        ELSE t
    END;
-- The same digest as graph.model.claims.digest, of parts already joined by chr(31).
CREATE OR REPLACE MACRO digest(kind, parts) AS
    kind || '-' || substr(sha256(kind || chr(31) || parts), 1, 20);
CREATE OR REPLACE MACRO day_before(day) AS strftime(CAST(day AS DATE) - INTERVAL 1 DAY, '%Y-%m-%d');
-- The earlier and the later of two partial dates; NULL is no bound.
CREATE OR REPLACE MACRO later_of(a, b) AS
    CASE WHEN a IS NULL THEN b WHEN b IS NULL THEN a WHEN (date_min(a), a) >= (date_min(b), b) THEN a ELSE b END;
CREATE OR REPLACE MACRO earlier_of(a, b) AS
    CASE WHEN a IS NULL THEN b WHEN b IS NULL THEN a WHEN (date_max(a), a) <= (date_max(b), b) THEN a ELSE b END;
-- The name in the key of an organisation, without its kind and committee.
CREATE OR REPLACE MACRO bare_name(key) AS regexp_replace(key, '^(name:[^:]*|committee):', '');
CREATE OR REPLACE MACRO place_shown(place) AS regexp_replace(place, '^L[0-9]+!', '');
CREATE OR REPLACE MACRO listed(texts) AS
    array_to_string(list_sort(list_distinct(texts)), '；');
