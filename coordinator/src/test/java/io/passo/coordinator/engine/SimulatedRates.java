package io.passo.coordinator.engine;

import io.passo.asl.interpreter.Pace;
import io.passo.coordinator.engine.memory.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Buckets of transitions that all coordinators know at once. */
final class SimulatedRates implements TransitionRates {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final World world;
  private final int size;
  private final long micros;
  private final Map<String, Long> fullAt = new HashMap<>();
  private int charged;

  SimulatedRates(World world, int size, int perSecond) {
    this.world = world;
    this.size = size;
    this.micros = MICROS_PER_SECOND / perSecond;
  }

  /** Transitions that were counted and not given back. */
  int charged() {
    return charged;
  }

  private long behind(String arn) {
    long now = world.micros();
    return Math.max(0, fullAt.getOrDefault(StepCommands.accountOf(arn), now) - now);
  }

  @Override
  public Pace pace(String executionArn, Instant now) {
    long behind = behind(executionArn);
    int free = (int) Math.max(0, size - (behind + micros - 1) / micros);
    long next = Math.max(0, behind + (free + 1L - size) * micros);
    return new Pace(free, now.plusNanos(next * 1_000), Duration.ofNanos(micros * 1_000));
  }

  @Override
  public void charge(String executionArn, int transitions) {
    charged += transitions;
    long behind = Math.max(0, behind(executionArn) + transitions * micros);
    fullAt.put(StepCommands.accountOf(executionArn), world.micros() + behind);
  }
}
