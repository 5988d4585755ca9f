package io.passo.coordinator.api.test;

import io.passo.asl.teststate.TestRequest;
import io.passo.asl.teststate.TestRequest.Configuration;
import io.passo.asl.teststate.TestRequest.ErrorOutput;
import io.passo.asl.teststate.TestRequest.FieldValidationMode;
import io.passo.asl.teststate.TestRequest.InspectionLevel;
import io.passo.asl.teststate.TestRequest.Mock;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Text;
import org.jspecify.annotations.Nullable;

/** Reads the members of a TestState request. */
final class TestMembers {
  private TestMembers() {}

  static TestRequest read(Members members) {
    return new TestRequest(
        members.required("definition", Text.DEFINITION),
        members.optional("stateName", Text.NAME),
        members.optional("roleArn", Text.ARN),
        members.optional("input", Text.DATA),
        members.choice("inspectionLevel", InspectionLevel.class).orElse(InspectionLevel.INFO),
        members.optional("variables", Text.DATA),
        members.structure("mock").map(TestMembers::mock).orElse(null),
        members.optional("context", Text.DATA),
        members
            .structure("stateConfiguration")
            .map(TestMembers::configuration)
            .orElse(Configuration.NONE),
        members.flag("revealSecrets", false));
  }

  private static Mock mock(Members mock) {
    return new Mock(
        mock.optional("result", Text.DATA),
        mock.structure("errorOutput").map(TestMembers::error).orElse(null),
        mock.choice("fieldValidationMode", FieldValidationMode.class)
            .orElse(FieldValidationMode.STRICT));
  }

  private static ErrorOutput error(Members error) {
    return new ErrorOutput(
        error.optional("error", Text.ERROR), error.optional("cause", Text.CAUSE));
  }

  private static Configuration configuration(Members configuration) {
    return new Configuration(
        number(configuration, "retrierRetryCount"),
        configuration.optional("errorCausedByState", Text.NAME),
        number(configuration, "mapIterationFailureCount"),
        configuration.optional("mapItemReaderData", Text.DATA));
  }

  private static @Nullable Integer number(Members members, String name) {
    return members.has(name) ? members.integer(name, 0, Integer.MAX_VALUE, 0) : null;
  }
}
