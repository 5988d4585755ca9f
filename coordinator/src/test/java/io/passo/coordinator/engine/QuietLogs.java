package io.passo.coordinator.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Keeps the engine's log from the console, faults being what simulations are made of, and looks
 * into every record for a payload. With {@code -Dpasso.sim.log=true} the console shows it, too.
 */
final class QuietLogs extends Handler {
  private static final Logger ENGINE = Logger.getLogger("io.passo.coordinator.engine");

  private final SimpleFormatter formatter = new SimpleFormatter();
  private final List<String> leaks = new ArrayList<>();

  private QuietLogs() {}

  static QuietLogs listen() {
    QuietLogs logs = new QuietLogs();
    ENGINE.setUseParentHandlers(Boolean.getBoolean("passo.sim.log"));
    ENGINE.setLevel(Level.FINE);
    ENGINE.addHandler(logs);
    return logs;
  }

  @Override
  public synchronized void publish(LogRecord record) {
    String text = formatter.formatMessage(record) + record.getThrown();
    if (text.contains(Plan.SECRET)) {
      leaks.add(text);
    }
  }

  /** Records that showed a payload. */
  synchronized List<String> leaks() {
    return List.copyOf(leaks);
  }

  @Override
  public void flush() {
    // Nothing is kept back.
  }

  @Override
  public void close() {
    ENGINE.removeHandler(this);
    ENGINE.setUseParentHandlers(true);
    ENGINE.setLevel(null);
  }
}
