package io.passo.task.function;

import io.passo.task.process.ProcessHost;
import io.passo.task.process.ProcessLaunch;
import io.passo.task.runtime.FunctionClients;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;

/** What opens functions in tests. */
final class Runtimes implements AutoCloseable {
  final Waiting waiting = new Waiting();
  private final Vertx vertx = Vertx.vertx();
  final ProcessHost host = new ProcessHost(vertx, new ProcessLaunch("us-east-1"));
  final CodeRuntimes code;

  Runtimes() throws IOException {
    code = new CodeRuntimes(host, waiting);
  }

  FunctionsFolder folder(Path folder) {
    return new FunctionsFolder(folder, FunctionClients.create(), code, "functions");
  }

  @Override
  public void close() {
    code.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
