package io.passo.standalone.cli;

import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.SystemStatus;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops the whole system. */
@Command(
    name = "down",
    description = "Stop the system; its state stays in --data.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class DownCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() {
    Optional<SystemStatus> stopped = PassoSystem.stop(data.folder());
    spec.commandLine()
        .getErr()
        .println(
            stopped.isPresent()
                ? "Stopped; the state is kept in " + data.folder()
                : "Nothing runs with its data in " + data.folder());
    return 0;
  }
}
