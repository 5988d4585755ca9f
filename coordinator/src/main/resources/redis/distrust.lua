-- Takes the meta from a namespace that is no fold of the journal, and keeps it aside for whoever looks into it. KEYS: meta. Returns 1.
local base = string.sub(KEYS[1], 1, -2)
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('RENAME', KEYS[1], base .. 'broken') end
return 1
