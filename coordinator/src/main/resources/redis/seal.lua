-- Puts the meta into a namespace that was filled, if all that was filled is still there: Redis may have lost its newest writes meanwhile.
-- KEYS: meta. ARGV: frames filled, number of meta fields, fields and values. Returns 1 if it did, 0 if frames are missing.
local base = string.sub(KEYS[1], 1, -2)
if tonumber(redis.call('GET', base .. 'n') or '0') ~= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV, 3, 2 + 2 * tonumber(ARGV[2])))
redis.call('DEL', base .. 'n')
return 1
