-- A person's own services that count for a unit.
SELECT 'own' AS family, service.holder AS person, service.*,
       NULL AS kin, NULL AS relative, NULL AS relation, NULL AS degree, NULL AS kin_certainty,
       NULL AS kin_since_min, NULL AS kin_since_max, NULL AS kin_until_min, NULL AS kin_until_max, NULL AS verified
FROM service JOIN roster ON roster.person = service.holder
