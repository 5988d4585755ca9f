package io.passo.coordinator.boot;

import org.jboss.logging.Logger;

/** Closes what must not keep others from closing. */
final class Closing {
  private static final Logger LOG = Logger.getLogger(Closing.class);

  private Closing() {}

  static void quietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.debugf(e, "Closing failed: what=%s", closeable.getClass().getSimpleName());
    }
  }
}
