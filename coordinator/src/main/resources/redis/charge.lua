-- Counts tokens that were used out of a bucket that all coordinators share, also more than it has: what is owed delays those who come
-- later. KEYS: bucket. ARGV: tokens per second, tokens used (below 0: given back). Returns by how many microseconds the bucket is behind
-- a full one. A bucket is the moment at which it is full again, and when that was written, both in microseconds of Redis's clock.
local cost = tonumber(ARGV[2]) * 1000000 / tonumber(ARGV[1])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local full_at, written = now, now
local bucket = redis.call('GET', KEYS[1])
if bucket then
  local first, second = string.match(bucket, '^(%d+) (%d+)$')
  full_at, written = tonumber(first) or now, tonumber(second) or now
end
-- A clock that has gone back does not make anybody wait longer.
local behind = math.max(0, full_at - math.max(now, written))
behind = math.max(0, behind + cost)
if behind > 0 then
  redis.call('SET', KEYS[1], string.format('%.0f %.0f', now + behind, now), 'PX', math.ceil(behind / 1000) + 1)
else
  redis.call('DEL', KEYS[1])
end
return math.ceil(behind)
