package io.passo.coordinator.api.activity;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.ActivityArn;
import io.passo.coordinator.definition.Activities;
import io.passo.coordinator.definition.CachedActivities;
import io.passo.coordinator.definition.CurrentActivities;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Deletes an activity; an unknown one is a success. */
@Singleton
public final class DeleteActivity implements Operation<DeleteActivity.Request> {
  private final Activities activities;
  private final CurrentActivities current;
  private final CachedActivities cached;

  public DeleteActivity(Activities activities, CurrentActivities current, CachedActivities cached) {
    this.activities = activities;
    this.current = current;
    this.cached = cached;
  }

  @Override
  public Request parse(Members members) {
    return new Request(members.required("activityArn", Text.ARN));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    ActivityArn arn = Arns.activity(request.activityArn());
    if (!arn.scope().account().equals(call.caller().account())) {
      return Uni.createFrom().item(Response.EMPTY);
    }
    return activities
        .delete(arn.toString())
        .onTermination()
        .invoke(
            () -> {
              current.changed(arn.toString());
              cached.deleted(arn.toString());
            })
        .replaceWith(Response.EMPTY);
  }

  /** What DeleteActivity takes. */
  public record Request(String activityArn) {}
}
