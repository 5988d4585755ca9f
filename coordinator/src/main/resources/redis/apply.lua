-- Applies valid journal records up to a watermark (correctness.md §8). Returns 1 applied, 0 already done, -1 mismatch.
-- KEYS: meta. ARGV: watermark before, watermark after, n, n meta fields and values, then operations until the end:
--   F key n (id value)*      frames of an execution            D key n id*              tombstones
--   O key                    it was opened                     C key milliseconds       it was closed: remember its name that long
--   T n (due member)*        timers set                        U n member*              timers gone
--   A activity when member   an activity task waits            B activity member        it waits no more
local meta = KEYS[1]
local base = string.sub(meta, 1, -2)
local wm = redis.call('HGET', meta, 'off')
if not wm then return -1 end
wm = tonumber(wm)
if wm >= tonumber(ARGV[2]) then return 0 end
if wm ~= tonumber(ARGV[1]) then return -1 end

local i = 3
local function take()
  i = i + 1
  return ARGV[i - 1]
end
-- Calls command key with 'width' arguments per item; a call takes a few thousand at most.
local function call(command, key, items, width)
  local left = items * width
  while left > 0 do
    local n = math.min(left, 2000)
    redis.call(command, key, unpack(ARGV, i, i + n - 1))
    i = i + n
    left = left - n
  end
end

call('HSET', meta, tonumber(take()), 2)
redis.call('HSET', meta, 'off', ARGV[2])
local opened = 0
local run = {
  F = function() local x = base .. 'x:' .. take(); call('HSET', x, tonumber(take()), 2) end,
  D = function() local x = base .. 'x:' .. take(); call('HDEL', x, tonumber(take()), 1) end,
  O = function() opened = opened + redis.call('SADD', base .. 'o', take()) end,
  C = function()
    local key = take()
    redis.call('UNLINK', base .. 'x:' .. key)
    opened = opened - redis.call('SREM', base .. 'o', key)
    redis.call('SET', base .. 'c:' .. key, ARGV[2], 'PX', take())
  end,
  T = function() call('ZADD', base .. 't', tonumber(take()), 2) end,
  U = function() call('ZREM', base .. 't', tonumber(take()), 1) end,
  A = function() local a = base .. 'a:' .. take(); redis.call('ZADD', a, take(), take()) end,
  B = function() local a = base .. 'a:' .. take(); redis.call('ZREM', a, take()) end,
}
while i <= #ARGV do
  run[take()]()
end
if opened ~= 0 then redis.call('HINCRBY', meta, 'open', opened) end
return 1
