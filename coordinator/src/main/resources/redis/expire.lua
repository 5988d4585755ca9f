-- Lets a namespace expire, its meta first. KEYS: meta. ARGV: milliseconds. Closed marks expire by themselves.
local meta = KEYS[1]
local base = string.sub(meta, 1, -2)
redis.call('DEL', meta)
for _, key in ipairs(redis.call('SMEMBERS', base .. 'o')) do
  redis.call('PEXPIRE', base .. 'x:' .. key, ARGV[1])
end
for _, waiting in ipairs(redis.call('HVALS', base .. 'w')) do
  redis.call('PEXPIRE', base .. 'a:' .. string.match(waiting, '^([^\n]*)\n'), ARGV[1])
end
for _, name in ipairs({'t', 'o', 'w', 'n', 'broken'}) do
  redis.call('PEXPIRE', base .. name, ARGV[1])
end
return 1
