package io.passo.task.process;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts and watches the processes of functions. */
public final class ProcessHost implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ProcessHost.class.getName());
  private static final long LOOK_MILLIS = 250;

  private final Vertx vertx;
  private final ProcessLaunch launch;
  private final Set<FunctionProcess> processes = ConcurrentHashMap.newKeySet();
  private final Set<ProcessFunction> functions = ConcurrentHashMap.newKeySet();
  // The system kills processes with the thread that has started them, so this one lives on.
  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("function-starter").factory());
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("function-watch").factory());
  private volatile boolean closed;

  /**
   * Starts nothing yet.
   *
   * @param vertx serves the Runtime API
   */
  @SuppressWarnings("FutureReturnValueIgnored") // a look reports its own failures
  public ProcessHost(Vertx vertx, ProcessLaunch launch) {
    this.vertx = vertx;
    this.launch = launch;
    timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A function whose processes are started when it is called. */
  public ProcessFunction function(ProcessSettings settings) {
    ProcessFunction function = new ProcessFunction(this, settings);
    functions.add(function);
    return function;
  }

  /** How many processes there are. */
  public int processes() {
    return processes.size();
  }

  void forget(ProcessFunction function) {
    functions.remove(function);
  }

  FunctionProcess start(ProcessSettings settings) throws IOException, InterruptedException {
    Desk desk = new Desk();
    RuntimeApi api = RuntimeApi.start(vertx, desk, settings.timeout());
    try {
      Process process = starter.submit(() -> launch.start(settings, api.address())).get();
      FunctionOutput output = new FunctionOutput(settings.name());
      Thread.ofPlatform()
          .daemon()
          .name("output-" + settings.name())
          .start(() -> output.read(process.getInputStream()));
      FunctionProcess started = new FunctionProcess(settings, process, desk, api, output);
      processes.add(started);
      started.watch(() -> processes.remove(started));
      if (closed) {
        started.kill();
      }
      return started;
    } catch (ExecutionException e) {
      api.stop();
      throw new IOException(
          "fork/exec " + settings.command().getFirst() + ": " + e.getMessage(), e);
    }
  }

  private void look() {
    try {
      processes.forEach(FunctionProcess::checkMemory);
      functions.forEach(ProcessFunction::tidy);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Processes of functions not looked at, trying again", e);
    }
  }

  /** Ends all processes. */
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    processes.forEach(FunctionProcess::kill);
    starter.shutdown();
  }
}
