package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.Background;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Work beside the lanes of one process: an actor for each piece. */
public final class MemoryBackground implements Background {
  private final World world;
  private final Node node;

  public MemoryBackground(World world, Node node) {
    this.world = world;
    this.node = node;
  }

  @Override
  public <T> CompletableFuture<T> run(Supplier<T> work) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    world.spawn(node.name() + "-background", node, () -> complete(outcome, work));
    return outcome;
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
