package io.passo.coordinator.api.arn;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.arn.StatesArn.ActivityArn;
import io.passo.coordinator.api.arn.StatesArn.ExecutionArn;
import io.passo.coordinator.api.arn.StatesArn.MapRunArn;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.definition.VersionNumbers;
import io.passo.coordinator.security.CallerIdentity;
import java.util.Optional;

/**
 * The ARNs that requests carry, of the kind an action takes. Malformed ones and those of another
 * kind fail with {@code InvalidArn}.
 */
public final class Arns {
  private Arns() {}

  /** Where new resources of a caller are. */
  public static Scope scope(CallerIdentity caller) {
    return new Scope(caller.partition(), caller.region(), caller.account());
  }

  /** ARN of any resource of the service. */
  public static StatesArn any(String text) {
    return ArnParser.parse(text);
  }

  /** ARN of a state machine, qualified or labelled or neither. */
  public static StateMachineArn stateMachine(String text) {
    StatesArn arn = ArnParser.parse(text);
    if (arn instanceof StateMachineArn machine) {
      return machine;
    }
    throw ApiErrors.wrongResourceType(arn.resourceType());
  }

  /** ARN of a state machine, version or alias; one of a Distributed Map is refused. */
  public static StateMachineArn unlabelled(String text) {
    StateMachineArn arn = stateMachine(text);
    if (arn.label() != null) {
      throw ApiErrors.validation(
          "This operation does not support labeled state machine ARNs: " + text,
          "API_DOES_NOT_SUPPORT_LABELED_ARNS");
    }
    return arn;
  }

  /** ARN of a state machine itself, neither qualified nor labelled. */
  public static StateMachineArn unqualified(String text) {
    StateMachineArn arn = unlabelled(text);
    if (arn.qualifier() != null) {
      throw ApiErrors.validation(
          "Expected the ARN of a state machine, not of a version or alias: " + arn);
    }
    return arn;
  }

  /** ARN of a version. */
  public static VersionArn version(String text) {
    StateMachineArn arn = unlabelled(text);
    String qualifier = arn.qualifier();
    return Optional.ofNullable(qualifier)
        .flatMap(VersionNumbers::parse)
        .map(number -> new VersionArn(arn.unqualified(), number))
        .orElseThrow(
            () -> ApiErrors.wrongResourceType(qualifier == null ? "stateMachine" : "alias"));
  }

  /** ARN of an alias. */
  public static AliasArn alias(String text) {
    StateMachineArn arn = unlabelled(text);
    String qualifier = arn.qualifier();
    if (qualifier == null || VersionNumbers.parse(qualifier).isPresent()) {
      throw ApiErrors.wrongResourceType(qualifier == null ? "stateMachine" : "version");
    }
    return new AliasArn(arn.unqualified(), qualifier);
  }

  /** {@code …:stateMachine:<name>:<number>}. */
  public record VersionArn(StateMachineArn machine, int number) {}

  /** {@code …:stateMachine:<name>:<alias>}. */
  public record AliasArn(StateMachineArn machine, String name) {}

  /** ARN of a Standard execution. */
  public static ExecutionArn execution(String text) {
    StatesArn arn = ArnParser.parse(text);
    if (arn instanceof ExecutionArn execution) {
      return execution;
    }
    throw ApiErrors.wrongResourceType(arn.resourceType());
  }

  /** ARN of a Map Run. */
  public static MapRunArn mapRun(String text) {
    StatesArn arn = ArnParser.parse(text);
    if (arn instanceof MapRunArn mapRun) {
      return mapRun;
    }
    throw ApiErrors.wrongResourceType(arn.resourceType());
  }

  /** ARN of an activity. */
  public static ActivityArn activity(String text) {
    StatesArn arn = ArnParser.parse(text);
    if (arn instanceof ActivityArn activity) {
      return activity;
    }
    throw ApiErrors.wrongResourceType(arn.resourceType());
  }
}
