package io.passo.task.function;

import io.passo.task.process.ProcessHost;
import io.passo.task.process.ProcessSettings;
import io.passo.task.process.RuntimeCommands;
import io.passo.task.process.RuntimeKind;
import io.passo.task.runtime.FunctionJar;
import io.passo.task.runtime.HostedFunction;
import io.passo.task.runtime.UnusableFunctionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens functions that are given as a folder of code. */
public final class CodeRuntimes implements AutoCloseable {
  private final ProcessHost host;
  private final RuntimeCommands commands;
  private final Waiting waiting;
  private final WorkFolder work;
  private final AtomicInteger unpacked = new AtomicInteger();

  /**
   * @param host runs their processes
   * @param waiting counts calls that wait for room
   * @throws IOException if there is no room for temporary files
   */
  public CodeRuntimes(ProcessHost host, Waiting waiting) throws IOException {
    this.host = host;
    this.waiting = waiting;
    this.work =
        WorkFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "passo-functions-");
    this.commands = new RuntimeCommands(work.path());
  }

  /** Counts calls that wait for room. */
  public Waiting waiting() {
    return waiting;
  }

  /**
   * The function of a folder.
   *
   * @param gone run when the function was retired and its last call has ended
   * @throws UnusableFunctionException if the folder does not hold what the settings say
   */
  HostedFunction open(String name, Path root, CodeSettings settings, Runnable gone)
      throws IOException, UnusableFunctionException {
    return new LimitedFunction(
        function(name, root.toAbsolutePath().normalize(), settings),
        settings.limits(),
        waiting,
        gone);
  }

  /**
   * A new file for an archive that is fetched; whoever asks for it deletes it.
   *
   * @throws IOException if there is no room
   */
  Path newArchive() throws IOException {
    return Files.createTempFile(work.path(), "fetched-", ".zip");
  }

  /** The function of an archive, which is unpacked. */
  HostedFunction openArchive(String name, Path zip, CodeSettings settings)
      throws IOException, UnusableFunctionException {
    Path root = work.path().resolve(name + "-" + unpacked.incrementAndGet());
    try {
      CodeArchive.unpack(zip, root);
      return open(name, root, settings, () -> CodeArchive.delete(root));
    } catch (IOException | UnusableFunctionException e) {
      CodeArchive.delete(root);
      throw e;
    }
  }

  private HostedFunction function(String name, Path root, CodeSettings settings)
      throws IOException, UnusableFunctionException {
    if (!settings.command().isEmpty()) {
      return host.function(process(name, root, settings, settings.command()));
    }
    RuntimeKind kind =
        settings.runtime().isPresent() ? settings.runtime().get() : guessed(root, settings);
    return kind == RuntimeKind.JAVA
        ? FunctionJar.ofFolder(root).function(name, settings.handler())
        : host.function(process(name, root, settings, commands.of(kind, root, settings.handler())));
  }

  private static ProcessSettings process(
      String name, Path root, CodeSettings settings, List<String> command) {
    return new ProcessSettings(
        name,
        root,
        settings.handler(),
        command,
        settings.timeout(),
        settings.memoryMegabytes(),
        settings.idle(),
        settings.environment());
  }

  private static RuntimeKind guessed(Path root, CodeSettings settings)
      throws UnusableFunctionException {
    if (Files.exists(root.resolve("bootstrap"))) {
      return RuntimeKind.PROVIDED;
    }
    String handler = settings.handler();
    String file = handler.contains(".") ? handler.substring(0, handler.lastIndexOf('.')) : handler;
    for (String ending : List.of(".mjs", ".js", ".cjs")) {
      if (Files.exists(root.resolve(file + ending))) {
        return RuntimeKind.NODE;
      }
    }
    if (Files.exists(root.resolve(file.replace('.', '/') + ".py"))) {
      return RuntimeKind.PYTHON;
    }
    throw new UnusableFunctionException(
        "Expected 'runtime' or 'command', a file bootstrap, or the file of handler '"
            + handler
            + "'");
  }

  /** Ends all processes and deletes what was unpacked. */
  @Override
  public void close() {
    host.close();
    work.close();
  }
}
