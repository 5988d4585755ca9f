-- Repairs the index of timers, if the watermark is still the one that was seen. KEYS: meta. ARGV: watermark, then (member, due or '') …
-- Returns 1 if it did.
local base = string.sub(KEYS[1], 1, -2)
if redis.call('HGET', KEYS[1], 'off') ~= ARGV[1] then return 0 end
for i = 2, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    redis.call('ZREM', base .. 't', ARGV[i])
  else
    redis.call('ZADD', base .. 't', ARGV[i + 1], ARGV[i])
  end
end
return 1
