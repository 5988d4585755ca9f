package io.passo.coordinator.api.activity;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.ActivityArn;
import io.passo.coordinator.definition.Activities;
import io.passo.coordinator.definition.Activities.RegisteredActivity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** One activity. */
@Singleton
public final class DescribeActivity implements Operation<DescribeActivity.Request> {
  private final Activities activities;

  public DescribeActivity(Activities activities) {
    this.activities = activities;
  }

  @Override
  public Request parse(Members members) {
    return new Request(members.required("activityArn", Text.ARN));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    ActivityArn arn = Arns.activity(request.activityArn());
    if (!arn.scope().account().equals(call.caller().account())) {
      throw ApiErrors.activityDoesNotExist(arn.toString());
    }
    return activities
        .find(arn.toString())
        .map(found -> found.orElseThrow(() -> ApiErrors.activityDoesNotExist(arn.toString())))
        .map(Answer::new);
  }

  /** What DescribeActivity takes. */
  public record Request(String activityArn) {}

  private record Answer(RegisteredActivity activity) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.text("activityArn", activity.arn())
          .text("name", activity.name())
          .time("creationDate", activity.creationDate())
          .structure("encryptionConfiguration", members -> members.text("type", "AWS_OWNED_KEY"));
    }
  }
}
