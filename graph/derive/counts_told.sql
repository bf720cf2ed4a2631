-- What the one graph says that all units are of: the walk that made it went by names which it does not show.
INSERT INTO "e_COUNTS_FOR" BY NAME
SELECT digest('COUNTS_FOR', concat_ws(chr(31), _from, _to, reach, coalesce(since, ''), coalesce(until, ''), certainty,
              coalesce(section, ''))) AS id,
       _from AS source, _to AS target, reach, since, date_min(since) AS since_min, date_max(since) AS since_max,
       until, date_min(until) AS until_min, date_max(until) AS until_max, certainty, section,
       coalesce(arg_min(via, ord), '') AS via, '推导' AS sources
FROM "c_COUNTS_FOR" GROUP BY _from, _to, reach, since, until, certainty, section;
