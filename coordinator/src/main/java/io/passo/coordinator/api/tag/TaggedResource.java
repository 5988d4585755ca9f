package io.passo.coordinator.api.tag;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn;
import io.passo.coordinator.api.arn.StatesArn.ActivityArn;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.definition.ResourceTags.Kind;

/** A state machine or activity that a request about tags names. */
record TaggedResource(Kind kind, String arn) {
  /**
   * Fails with {@code InvalidArn} for what cannot have tags, and with {@code ResourceNotFound} for
   * what is not the caller's.
   */
  static TaggedResource of(String text, Call call) {
    StatesArn arn = Arns.any(text);
    if (!arn.scope().account().equals(call.caller().account())) {
      throw ApiErrors.resourceNotFound(text);
    }
    return new TaggedResource(kind(arn), text);
  }

  private static Kind kind(StatesArn arn) {
    return switch (arn) {
      case StateMachineArn machine when machine.qualifier() == null && machine.label() == null ->
          Kind.STATE_MACHINE;
      case ActivityArn activity -> Kind.ACTIVITY;
      default -> throw ApiErrors.wrongResourceType(arn.resourceType());
    };
  }
}
