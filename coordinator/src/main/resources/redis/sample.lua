-- Shows some open executions and what is derived from them, for an audit. KEYS: meta. ARGV: how many executions. Returns watermark and count of open
-- executions (off, le, ep, sq, open), the number of members of the open set, then for each execution its key and its frames (id, value, due in the
-- index of timers or false, …); nothing but an empty list if the meta is gone or was written in part.
local meta = KEYS[1]
local base = string.sub(meta, 1, -2)
local head = redis.call('HMGET', meta, 'off', 'le', 'ep', 'sq', 'open', 'begun', 'done')
if not head[1] or head[6] ~= head[7] then return {} end
local found = {head, redis.call('SCARD', base .. 'o')}
for _, key in ipairs(redis.call('SRANDMEMBER', base .. 'o', ARGV[1])) do
  local frames = {}
  local stored = redis.call('HGETALL', base .. 'x:' .. key)
  for i = 1, #stored, 2 do
    frames[#frames + 1] = stored[i]
    frames[#frames + 1] = stored[i + 1]
    frames[#frames + 1] = redis.call('ZSCORE', base .. 't', key .. '|' .. stored[i])
  end
  found[#found + 1] = key
  found[#found + 1] = frames
end
return found
