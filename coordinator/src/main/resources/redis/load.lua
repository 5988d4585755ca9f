-- Reads executions together with the watermark. KEYS: meta. ARGV: execution keys. Returns the watermark (off, le, ep, sq), then for each
-- execution its frames (id, value, …) and its closed mark or false; nothing but an empty list if the meta is gone or was
-- written in part.
local meta = KEYS[1]
local base = string.sub(meta, 1, -2)
local wm = redis.call('HMGET', meta, 'off', 'le', 'ep', 'sq', 'begun', 'done')
if not wm[1] or wm[5] ~= wm[6] then return {} end
local found = {wm}
for _, key in ipairs(ARGV) do
  found[#found + 1] = redis.call('HGETALL', base .. 'x:' .. key)
  found[#found + 1] = redis.call('GET', base .. 'c:' .. key)
end
return found
