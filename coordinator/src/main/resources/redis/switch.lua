-- Compare-and-set of a partition's pointer. KEYS: pointer. ARGV: expected ('' for none), new. Returns 1 if it was set.
local now = redis.call('GET', KEYS[1]) or ''
if now ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
