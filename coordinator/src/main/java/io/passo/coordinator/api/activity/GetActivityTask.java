package io.passo.coordinator.api.activity;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.WholePayloads;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.ActivityArn;
import io.passo.coordinator.definition.CurrentActivities;
import io.passo.protocol.Reply;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Long poll for one task of an activity, up to a minute. */
@Singleton
public final class GetActivityTask implements Operation<GetActivityTask.Request> {
  private final CurrentActivities activities;
  private final ActivityPolls polls;
  private final WholePayloads payloads;

  public GetActivityTask(
      CurrentActivities activities, ActivityPolls polls, WholePayloads payloads) {
    this.activities = activities;
    this.polls = polls;
    this.payloads = payloads;
  }

  @Override
  public Duration deadline() {
    return Duration.ofSeconds(80);
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("activityArn", Text.ARN), members.optional("workerName", Text.NAME));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    ActivityArn arn = Arns.activity(request.activityArn());
    if (!arn.scope().account().equals(call.caller().account())) {
      throw ApiErrors.activityDoesNotExist(arn.toString());
    }
    return CallerContext.back(activities.exists(arn.toString()))
        .chain(exists -> poll(exists, arn.toString(), request.workerName()));
  }

  private Uni<Response> poll(boolean exists, String arn, @Nullable String workerName) {
    if (!exists) {
      throw ApiErrors.activityDoesNotExist(arn);
    }
    return polls
        .poll(arn, workerName)
        .chain(
            task -> task.map(this::answer).orElseGet(() -> Uni.createFrom().item(Response.EMPTY)));
  }

  private Uni<Response> answer(Reply.ActivityTask task) {
    return payloads
        .of(task.input())
        .map(input -> new Answer(task.taskToken(), input.orElseThrow().text()));
  }

  /** What GetActivityTask takes. */
  public record Request(String activityArn, @Nullable String workerName) {}

  private record Answer(String taskToken, String input) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.text("taskToken", taskToken).text("input", input);
    }
  }
}
