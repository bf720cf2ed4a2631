-- Services of somebody who may be the person (see circle.sql).
SELECT 'namesake' AS family, bearer.person, service.*,
       NULL AS kin, NULL AS relative, NULL AS relation, NULL AS degree, NULL AS kin_certainty,
       NULL AS kin_since_min, NULL AS kin_since_max, NULL AS kin_until_min, NULL AS kin_until_max, NULL AS verified
FROM bearer JOIN service ON service.holder = bearer.other
