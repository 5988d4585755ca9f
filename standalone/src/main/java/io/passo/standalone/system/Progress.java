package io.passo.standalone.system;

import java.time.Duration;

/** Hears what is being started. Called from several threads. */
public interface Progress {
  /** Nobody listens. */
  Progress SILENT =
      new Progress() {
        @Override
        public void starting(String name) {}

        @Override
        public void started(String name, String address, Duration took) {}

        @Override
        public void restarting(String name) {}
      };

  void starting(String name);

  /** It answers now. */
  void started(String name, String address, Duration took);

  /** It has ended unasked and is started again. */
  void restarting(String name);
}
