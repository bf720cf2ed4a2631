-- A link that a decision overruled: what it joined is open again, unless it was a decision itself.
INSERT INTO unmerged
SELECT least(mention, other), greatest(mention, other), '人员编号', '记录彼此相连',
       '相连的记录中有两人已决定不是同一人'
FROM dropped WHERE NOT starts_with(key, 'same:');
DELETE FROM link USING dropped d WHERE link.kind = 'Person' AND link.mention = d.mention AND link.key = d.key;
INSERT INTO link SELECT DISTINCT 'Person', mention, mention FROM dropped WHERE mention NOT IN (SELECT mention FROM link);
