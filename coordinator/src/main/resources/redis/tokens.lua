-- Takes tokens out of a bucket that all coordinators share. KEYS: bucket. ARGV: size, tokens per second, wanted. Returns how many were
-- taken and the microseconds until there is one more. A bucket is the moment at which it is full again, in microseconds of Redis's clock.
local size, wanted = tonumber(ARGV[1]), tonumber(ARGV[3])
local per_token = 1000000 / tonumber(ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
-- At most empty, also after the clock has gone back.
local full_at = math.min(math.max(now, tonumber(redis.call('GET', KEYS[1]) or now)), now + size * per_token)
local taken = math.max(0, math.min(wanted, math.floor(size - (full_at - now) / per_token + 0.000001)))
if taken > 0 then
  full_at = full_at + taken * per_token
  redis.call('SET', KEYS[1], string.format('%.0f', full_at), 'PX', math.ceil((full_at - now) / 1000) + 1)
end
return {taken, math.max(0, math.ceil(full_at - now - (size - 1) * per_token))}
