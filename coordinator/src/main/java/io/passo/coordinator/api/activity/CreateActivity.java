package io.passo.coordinator.api.activity;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.EncryptionMembers;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Names;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Quotas;
import io.passo.coordinator.api.RequestTags;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.ActivityArn;
import io.passo.coordinator.definition.Activities;
import io.passo.coordinator.definition.Activities.RegisteredActivity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Registers an activity; the same again gives the one that is there. */
@Singleton
public final class CreateActivity implements Operation<CreateActivity.Request> {
  private final Activities activities;
  private final Quotas quotas;
  private final InstantSource clock;

  public CreateActivity(Activities activities, Quotas quotas, InstantSource clock) {
    this.activities = activities;
    this.quotas = quotas;
    this.clock = clock;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("name", Text.NAME),
        RequestTags.read(members),
        EncryptionMembers.read(members));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    ActivityArn arn = new ActivityArn(Arns.scope(call.caller()), Names.check(request.name()));
    RequestTags.check(request.tags(), arn.toString());
    request.encryption().check();
    RegisteredActivity wanted =
        new RegisteredActivity(
            arn.toString(),
            call.caller().account(),
            call.caller().region(),
            request.name(),
            Instant.ofEpochMilli(clock.millis()));
    return activities
        .find(wanted.arn())
        .chain(
            found ->
                found.isPresent()
                    ? Uni.createFrom().item(found.get())
                    : create(wanted, request.tags()))
        .map(activity -> new Answer(activity.arn(), activity.creationDate()));
  }

  private Uni<RegisteredActivity> create(RegisteredActivity wanted, Map<String, String> tags) {
    return activities
        .count(wanted.account(), wanted.region())
        .chain(
            count -> {
              if (count >= quotas.activities()) {
                throw ApiErrors.activityLimitExceeded(quotas.activities());
              }
              return activities.create(wanted, tags);
            });
  }

  /** What CreateActivity takes. */
  public record Request(String name, Map<String, String> tags, EncryptionMembers encryption) {}

  private record Answer(String activityArn, Instant creationDate) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.text("activityArn", activityArn).time("creationDate", creationDate);
    }
  }
}
