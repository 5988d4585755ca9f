package io.passo.coordinator.engine;

import io.passo.coordinator.engine.memory.Calls;
import io.passo.coordinator.engine.memory.MemoryLog;
import io.passo.coordinator.engine.memory.ShareGroup;
import io.passo.coordinator.engine.memory.ShareGroup.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class MemoryShareGroupTest extends ShareGroupContract {
  private static final long SOON_MICROS = 10_000;

  private final Calls calls = new Calls();
  private final MemoryLog log = new MemoryLog(calls.world(), false);
  private final ShareGroup group = new ShareGroup(calls.world(), log);

  @Override
  protected Member join() {
    return new SimulatedMember();
  }

  @Override
  protected void append(String value) {
    log.send(value.getBytes(StandardCharsets.UTF_8), SOON_MICROS, offset -> {});
    pass(Duration.ofMillis(10));
  }

  @Override
  protected void forgetBefore(long offset) {
    log.deleteBefore(offset);
  }

  @Override
  protected long start() {
    return group.start();
  }

  @Override
  protected Duration lock() {
    return Duration.ofNanos(ShareGroup.LOCK_MICROS * 1_000);
  }

  @Override
  protected void pass(Duration time) {
    calls.world().run(time.toMillis());
  }

  private final class SimulatedMember implements Member {
    @Override
    public List<Taken> poll() {
      List<Taken> taken = new ArrayList<>();
      for (Delivery next = group.acquire(this); next != null; next = group.acquire(this)) {
        String value = new String(next.value(), StandardCharsets.UTF_8);
        taken.add(new Taken(next.offset(), next.count(), value));
      }
      return taken;
    }

    @Override
    public void accept(Taken record) {
      group.accept(record.offset(), this);
    }

    @Override
    public void release(Taken record) {
      group.release(record.offset(), this);
    }

    @Override
    public void renew(Taken record) {
      group.renew(record.offset(), this);
    }
  }
}
