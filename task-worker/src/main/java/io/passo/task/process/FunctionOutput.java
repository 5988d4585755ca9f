package io.passo.task.process;

import io.passo.task.runtime.Invocation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What one process writes to its standard output and error: lines in the worker's log, each with
 * the execution and the request it was written for. Bounded: lines are cut into pieces, and of each
 * call only the first megabyte is logged.
 */
final class FunctionOutput {
  private static final int LONGEST_LINE = 16_384;
  private static final int MOST_BYTES = 1 << 20;

  private final System.Logger log;
  private final String name;
  private final byte[] line = new byte[LONGEST_LINE];
  private int length;
  private volatile @Nullable Invocation invocation;
  private String counted = "";
  private int logged;
  private boolean cut;

  FunctionOutput(String name) {
    this.name = name;
    this.log = System.getLogger("function." + name);
  }

  /** What is written from now on belongs to this call. */
  void begin(Invocation next) {
    invocation = next;
  }

  /** Reads until the process closes its output, on a thread of its own. */
  void read(InputStream in) {
    byte[] chunk = new byte[8192];
    try (in) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        for (int i = 0; i < count; i++) {
          add(chunk[i]);
        }
      }
    } catch (IOException e) {
      // The process was killed.
      log.log(Level.DEBUG, "Output of {0} ended: {1}", name, e.toString());
    }
    flush();
  }

  private void add(byte next) {
    if (next == '\n') {
      flush();
      return;
    }
    if (length == LONGEST_LINE) {
      flush();
    }
    line[length++] = next;
  }

  private void flush() {
    if (length > 0) {
      write(new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing());
      length = 0;
    }
  }

  private void write(String text) {
    Invocation current = invocation;
    String call = current == null ? "" : current.requestId();
    if (!call.equals(counted)) {
      counted = call;
      logged = 0;
      cut = false;
    }
    if (current != null && current.logs() != null) {
      current.logs().add(text);
    }
    logged += text.length();
    if (logged <= MOST_BYTES) {
      log(current, text);
    } else if (!cut) {
      cut = true;
      log(current, "Further output of this call is left out");
    }
  }

  private void log(@Nullable Invocation current, String text) {
    MDC.put("function", name);
    if (current != null) {
      MDC.put("requestId", current.requestId());
      MDC.put("executionArn", current.executionArn());
    }
    // As a parameter: what a function writes is no format.
    log.log(Level.INFO, "{0}", text);
  }
}
