package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.Background;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Work beside the lanes of one process: an actor for each piece, some behind a queue. */
public final class MemoryBackground implements Background {
  private static final double LATE = 0.05;

  private final World world;
  private final Node node;

  public MemoryBackground(World world, Node node) {
    this.world = world;
    this.node = node;
  }

  @Override
  public <T> CompletableFuture<T> run(Supplier<T> work) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    long delay = world.chance(LATE, "background late") ? world.between(10_000, 3_000_000) : 0;
    world.after(delay, () -> begin(outcome, work));
    return outcome;
  }

  private <T> void begin(CompletableFuture<T> outcome, Supplier<T> work) {
    if (!node.isDead()) {
      world.spawn(node.name() + "-background", node, () -> complete(outcome, work));
    }
  }

  private static <T> void complete(CompletableFuture<T> outcome, Supplier<T> work) {
    try {
      outcome.complete(work.get());
    } catch (Actor.Killed e) {
      throw e;
    } catch (RuntimeException | Error e) {
      outcome.completeExceptionally(e);
    }
  }
}
