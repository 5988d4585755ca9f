package io.passo.coordinator.journal;

import java.util.function.IntConsumer;

/**
 * Threads without which a coordinator would look alive and do nothing, as those of lanes. If one
 * ends by an exception or an error, say for want of memory, the process ends at once: the group
 * gives its partitions to others, and whatever supervises it starts another one.
 */
public final class VitalThreads {
  /** Exit status of a process that ended itself because it could not be trusted any more. */
  public static final int EXIT_STATUS = 70;

  private static final System.Logger LOG = System.getLogger(VitalThreads.class.getName());

  private VitalThreads() {}

  /** A thread that ends the process if it fails. */
  public static Thread thread(Runnable task) {
    // Shutdown hooks could wait for what does not come any more; nothing needs them after a crash.
    return thread(task, Runtime.getRuntime()::halt);
  }

  static Thread thread(Runnable task, IntConsumer exit) {
    return Thread.ofPlatform()
        .daemon()
        .uncaughtExceptionHandler((thread, error) -> end(thread, error, exit))
        .unstarted(task);
  }

  private static void end(Thread thread, Throwable error, IntConsumer exit) {
    try {
      LOG.log(System.Logger.Level.ERROR, "Process ends: thread=" + thread.getName(), error);
    } finally {
      exit.accept(EXIT_STATUS);
    }
  }
}
