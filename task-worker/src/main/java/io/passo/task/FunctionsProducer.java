package io.passo.task;

import io.passo.task.config.TaskWorkerConfig;
import io.passo.task.function.FunctionsFolder;
import io.passo.task.function.WatchedFunctions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Makes the functions of the configured folder. */
final class FunctionsProducer {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Path NOWHERE = Path.of("/nonexistent");

  private FunctionsProducer() {}

  @Produces
  @Singleton
  static WatchedFunctions functions(TaskWorkerConfig config) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    return new WatchedFunctions(new FunctionsFolder(config.functionsDir().orElse(NOWHERE), http));
  }
}
