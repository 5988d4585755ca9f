package io.passo.standalone.cli;

import io.passo.servers.ServerException;
import io.passo.standalone.aws.ApiException;
import io.passo.standalone.system.SystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The command line: {@code ./passo}. */
@Command(
    name = "passo",
    description = "A self-hosted workflow orchestrator that speaks AWS Step Functions.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed, or for 'status' nothing runs",
      "2:the command line was not understood"
    },
    footer = {
      "",
      "Environment: PASSO_DATA sets --data, NO_COLOR switches colours off.",
      "Everything else: aws --endpoint-url http://localhost:8080 stepfunctions ..."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      DoctorCommand.class,
      TrainCommand.class,
      BenchCommand.class,
      LintCommand.class,
      TestCommand.class,
      PolicyCommand.class
    })
public final class Passo {
  private Passo() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // The Kafka client logs through SLF4J; here nobody reads that, and SLF4J would say so.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(commandLine().execute(arguments));
  }

  /** All commands. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Passo());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(oneLine());
    commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.ansi()));
    return commandLine;
  }

  /**
   * What we expected and did not find is for the user; a stack trace is not. Anything else is a bug
   * and keeps it.
   */
  private static IExecutionExceptionHandler oneLine() {
    return (Exception failure, CommandLine command, ParseResult parsed) -> {
      if (!(failure instanceof SystemException
          || failure instanceof ServerException
          || failure instanceof ApiException
          || failure instanceof IllegalArgumentException)) {
        throw failure;
      }
      command
          .getErr()
          .println(command.getColorScheme().errorText("passo: " + failure.getMessage()));
      return CommandLine.ExitCode.SOFTWARE;
    };
  }
}
