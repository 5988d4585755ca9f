package io.passo.asl.validate;

import io.passo.asl.model.TaskResource.ServiceIntegration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What the integration adapters can call; a test of theirs compares it with what they do. */
final class InstalledIntegrations {
  private static final String SDK = "aws-sdk:";

  private static final IntegrationTable OPTIMISED =
      new IntegrationTable(
          """
          sync,sync:2,waitForTaskToken states startExecution
          sync glue startJobRun
          waitForTaskToken lambda invoke
          waitForTaskToken sqs sendMessage
          waitForTaskToken sns publish
          waitForTaskToken events putEvents
          waitForTaskToken kafka produce
          waitForTaskToken apigateway invoke
          - http invoke
          - dynamodb getItem putItem updateItem deleteItem
          """);

  /** A line per SDK client of the adapters: service and actions. */
  private static final IntegrationTable SDK_ACTIONS = new IntegrationTable(sdkActions());

  private InstalledIntegrations() {}

  static boolean offer(ServiceIntegration call) {
    return call.service().startsWith(SDK) ? SDK_ACTIONS.offers(call) : OPTIMISED.offers(call);
  }

  private static String sdkActions() {
    try (InputStream lines =
        Objects.requireNonNull(
            InstalledIntegrations.class.getResourceAsStream("aws-sdk-actions.txt"))) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("(?m)^(?=.)", "waitForTaskToken " + SDK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
