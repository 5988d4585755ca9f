package io.passo.coordinator.engine.memory;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Code that blocks on simulated time. */
public final class Actor {
  private final World world;
  private final Node node;
  final Semaphore baton = new Semaphore(0);
  @Nullable Thread thread;
  private long turn;
  private boolean killed;
  private boolean done;

  Actor(World world, Node node) {
    this.world = world;
    this.node = node;
  }

  /** The process it runs in is gone. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  void run(Runnable body) {
    try {
      body.run();
    } catch (Killed e) {
      // That is how a killed process ends.
      done = true;
    } catch (VirtualMachineError | LinkageError e) {
      // Nobody handled it, so the process ends.
      done = true;
      node.kill();
    } catch (RuntimeException | Error e) {
      world.failed(e);
    } finally {
      done = true;
      world.release();
    }
  }

  public boolean isDone() {
    return done;
  }

  /** Ends it where it waits, as an interrupt would. */
  public void end() {
    kill();
  }

  /** Ends it where it waits. */
  void kill() {
    if (!done && !killed) {
      killed = true;
      wake();
    }
  }

  /** Ends the wait under way early. */
  void wake() {
    long waiting = turn;
    world.after(0, () -> resume(waiting));
  }

  private void resume(long waiting) {
    if (turn == waiting && !done) {
      turn++;
      world.resume(this);
    }
  }

  /** Waits until woken, at most this long. Called by its own code only. */
  void await(long micros) {
    long waiting = ++turn;
    world.after(Math.max(micros, node.pausedFor()), () -> resume(waiting));
    world.release();
    baton.acquireUninterruptibly();
    if (killed) {
      throw new Killed();
    }
    if (node.pausedFor() > 0) {
      await(node.pausedFor());
    }
  }

  /** Is busy for a while. Called by its own code only. */
  public void spend(long micros) {
    await(micros);
  }

  Node node() {
    return node;
  }
}
