package io.passo.standalone.cli;

import picocli.CommandLine.Command;

/** What is about policies. */
@Command(
    name = "policy",
    description = "Try out access policies.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = PolicySimulateCommand.class)
final class PolicyCommand {}
