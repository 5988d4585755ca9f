package io.passo.task.function;

import io.passo.task.runtime.Invocation;
import io.passo.task.runtime.LogTail;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The lines that Lambda itself writes around what a function logs. */
final class CallLog {
  private final Invocation invocation;
  private final @Nullable LogTail logs;
  private final long begun = System.nanoTime();

  CallLog(Invocation invocation, @Nullable LogTail logs) {
    this.invocation = invocation;
    this.logs = logs;
    add("START RequestId: " + invocation.requestId() + " Version: " + invocation.version());
  }

  /** The function has answered. */
  void end() {
    double millis = (System.nanoTime() - begun) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    add("END RequestId: " + invocation.requestId());
    add(
        String.format(
            Locale.ROOT,
            "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms",
            invocation.requestId(),
            millis,
            (long) Math.ceil(millis)));
  }

  private void add(String line) {
    if (logs != null) {
      logs.add(line);
    }
  }
}
