package io.passo.it.chaos;

import io.passo.servers.ServersConfig;
import io.passo.standalone.system.Progress;
import io.passo.standalone.system.SystemOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The ground a system is started on: as it is, unless a row needs another one. */
class Setup implements Progress {
  /** Before anything is started. */
  void prepare(Path data) throws IOException {
    // Folders are made by those who need them.
  }

  /** How services are started. */
  SystemOptions options(SystemOptions options) {
    return options;
  }

  /** How servers are started. */
  ServersConfig servers(ServersConfig config) {
    return config;
  }

  @Override
  public void starting(String name) {}

  @Override
  public void started(String name, String address, Duration took) {}

  @Override
  public void restarting(String name) {}
}
