-- Applies valid journal records up to a watermark (correctness.md §8). Returns 1 applied, 0 already done, -1 mismatch.
-- KEYS: meta. ARGV: watermark before ('fill': none is looked at), watermark after (of a fill: frames in it), number of meta fields, fields and values, then
-- operations until the end; a member is key|frame:
--   F key n (id value)*            frames of an execution         D key n id*             frames gone
--   O key                          it was opened                  C key millis mark       it was closed: remember the mark that long
--   T n (due member)*              timers set                     U n member*             timers gone
--   A member activity when attempt an activity task waits         B n member*             these frames wait for no activity any more
local meta = KEYS[1]
local base = string.sub(meta, 1, -2)
local head, begun
if ARGV[1] ~= 'fill' then
  head = redis.call('HMGET', meta, 'off', 'open', 'begun', 'done')
  if not head[1] or head[3] ~= head[4] then return -1 end
  local wm = tonumber(head[1])
  if wm >= tonumber(ARGV[2]) then return 0 end
  if wm ~= tonumber(ARGV[1]) then return -1 end
  -- The first write counts what begins, the last one what is done (docs/adr/0041): of a transaction that the append-only file has in part
  -- only, the last is missing.
  begun = redis.call('HINCRBY', meta, 'begun', 1)
end

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
local function forget(member)
  local waiting = redis.call('HGET', base .. 'w', member)
  if waiting then
    local activity, entry = string.match(waiting, '^([^\n]*)\n(.*)$')
    redis.call('ZREM', base .. 'a:' .. activity, entry)
    redis.call('HDEL', base .. 'w', member)
  end
end

local fields = tonumber(take())
local firstField = i
i = i + 2 * fields
local opened = 0
local run = {
  F = function() local x = base .. 'x:' .. take(); call('HSET', x, tonumber(take()), 2) end,
  D = function() local x = base .. 'x:' .. take(); call('HDEL', x, tonumber(take()), 1) end,
  O = function() opened = opened + redis.call('SADD', base .. 'o', take()) end,
  C = function()
    local key = take()
    redis.call('UNLINK', base .. 'x:' .. key)
    opened = opened - redis.call('SREM', base .. 'o', key)
    local millis = take()
    redis.call('SET', base .. 'c:' .. key, take(), 'PX', millis)
  end,
  T = function() call('ZADD', base .. 't', tonumber(take()), 2) end,
  U = function() call('ZREM', base .. 't', tonumber(take()), 1) end,
  A = function()
    local member = take()
    local activity = take()
    local when = take()
    local entry = member .. '|' .. take()
    forget(member)
    redis.call('ZADD', base .. 'a:' .. activity, when, entry)
    redis.call('HSET', base .. 'w', member, activity .. '\n' .. entry)
  end,
  B = function()
    local n = tonumber(take())
    if redis.call('HLEN', base .. 'w') > 0 then
      for k = i, i + n - 1 do forget(ARGV[k]) end
    end
    i = i + n
  end,
}
while i <= #ARGV do
  run[take()]()
end
if ARGV[1] == 'fill' then
  redis.call('INCRBY', base .. 'n', ARGV[2])
  return 1
end
redis.call('HSET', meta, 'done', begun, 'open', tonumber(head[2]) + opened, unpack(ARGV, firstField, firstField + 2 * fields - 1))
return 1
