package io.passo.standalone.cli;

import io.passo.standalone.aws.Signer;
import io.passo.standalone.aws.StatesClient;
import io.passo.standalone.demo.Demo;
import io.passo.standalone.demo.Demo.Outcome;
import io.passo.standalone.system.Artifacts;
import io.passo.standalone.system.SystemOptions;
import io.passo.standalone.system.SystemStatus;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows Passo at work. */
@Command(
    name = "demo",
    description = "Start everything, run the order-processing example and show its history live.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the API (default: ${DEFAULT-VALUE}).",
      defaultValue = "8080")
  private int port = 8080;

  @Option(
      names = "--exit",
      description =
          "Stop everything at the end; status 0 only if the run gave the expected output.")
  private boolean exit;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    SystemOptions options = SystemOptions.standard(data.folder()).withPort(port);
    try (RunningSystem system = RunningSystem.of(options, new ProgressLines(out))) {
      Outcome outcome = run(system.status(), out);
      printOutcome(outcome, system.status(), out);
      if (system.isOwn() && !exit) {
        out.println(Terminal.styled("faint", "Everything keeps running; Ctrl-C stops it."));
        out.flush();
        system.awaitEnd();
      }
      return outcome.asExpected() ? 0 : 1;
    }
  }

  private static Outcome run(SystemStatus status, PrintWriter out) {
    out.println();
    URI endpoint = URI.create(status.endpoint());
    try (StatesClient client = new StatesClient(endpoint, Signer.wanted(endpoint, status))) {
      return new Demo(client, out, Terminal::styled).run(Artifacts.locate().examples());
    }
  }

  private static void printOutcome(Outcome outcome, SystemStatus status, PrintWriter out) {
    String mark =
        outcome.asExpected()
            ? Terminal.styled("bold,green", "✓")
            : Terminal.styled("bold,red", "✗");
    String verdict =
        outcome.asExpected() ? "with the expected output" : "but not with the expected output";
    out.printf("%n%s %s %s%n", mark, outcome.status(), verdict);
    out.printf("  %s%n%n", outcome.output());
    out.printf("API      %s%n", status.endpoint());
    out.printf(
        "AWS CLI  aws --endpoint-url %s --region us-east-1 stepfunctions get-execution-history \\%n"
            + "           --execution-arn %s%n%n",
        status.endpoint(), outcome.executionArn());
    out.flush();
  }
}
