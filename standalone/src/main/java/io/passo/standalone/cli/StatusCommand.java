package io.passo.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.passo.standalone.system.RunningProcess;
import io.passo.standalone.system.SystemException;
import io.passo.standalone.system.SystemStatus;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what runs. */
@Command(
    name = "status",
    description = "Show what runs, with process ids and ports.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class StatusCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() {
    Optional<SystemStatus> status = SystemStatus.running(data.folder());
    if (status.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("Nothing runs with its data in " + data.folder() + ": start it with ./passo up");
      return 1;
    }
    print(status.get(), output, spec.commandLine().getOut());
    return 0;
  }

  static void print(SystemStatus status, OutputOption output, PrintWriter out) {
    if (output.json()) {
      printJson(status, out);
      return;
    }
    Table table = new Table("NAME", "STATUS", "PID", "ADDRESS", "LOG");
    for (RunningProcess process : status.processes()) {
      String state = process.handle().isEmpty() ? "gone" : status.ready() ? "running" : "starting";
      table.row(
          process.name(), state, Long.toString(process.pid()), process.address(), process.log());
    }
    table.print(out);
    out.printf("%nAPI      %s%nData     %s%n", status.endpoint(), status.data());
    out.printf(
        "AWS CLI  aws --endpoint-url %s stepfunctions list-state-machines%n", status.endpoint());
    out.flush();
  }

  static void printJson(Object value, PrintWriter out) {
    try {
      out.println(JSON.writeValueAsString(value));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new SystemException("Expected to print JSON but " + e.getMessage(), e);
    }
  }
}
