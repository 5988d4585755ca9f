package io.passo.coordinator.engine.memory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Lets a test that is no actor call ports of a calm world. */
public final class Calls {
  private static final long LIMIT_MILLIS = 60_000;

  private final World world = new World(1);
  private final Node node = new Node(world, "test");

  /** Calls in a world of their own. */
  public Calls() {
    world.calm = true;
  }

  public World world() {
    return world;
  }

  public Node node() {
    return node;
  }

  /** Makes a call that blocks on simulated time; what it throws is thrown. */
  public <T> T call(Supplier<T> call) {
    AtomicReference<T> result = new AtomicReference<>();
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    Actor actor =
        world.spawn(
            "call",
            node,
            () -> {
              try {
                result.set(call.get());
              } catch (RuntimeException e) {
                failure.set(e);
              }
            });
    world.run(LIMIT_MILLIS, actor::isDone);
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
    return result.get();
  }

  /** Lets time pass until a call is done. */
  public <T> T await(CompletableFuture<T> future) {
    world.run(LIMIT_MILLIS, future::isDone);
    return future.join();
  }
}
