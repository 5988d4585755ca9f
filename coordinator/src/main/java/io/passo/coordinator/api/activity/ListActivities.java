package io.passo.coordinator.api.activity;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.CreationOrder;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Page;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.definition.Activities;
import io.passo.coordinator.definition.Activities.RegisteredActivity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The caller's activities in the order of creation. */
@Singleton
public final class ListActivities implements Operation<CreationOrder.Request> {
  private final Activities activities;
  private final CreationOrder order;

  public ListActivities(Activities activities, CreationOrder order) {
    this.activities = activities;
    this.order = order;
  }

  @Override
  public CreationOrder.Request parse(Members members) {
    return CreationOrder.Request.read(members);
  }

  @Override
  public Uni<? extends Response> handle(CreationOrder.Request request, Call call) {
    CreationOrder.Listing listing = order.listing(name(), request, call);
    return activities
        .list(listing.query())
        .map(
            found -> listing.page(found, RegisteredActivity::creationDate, RegisteredActivity::arn))
        .map(Answer::new);
  }

  private record Answer(Page<RegisteredActivity> page) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.structures("activities", page.entries(), Answer::entry)
          .text("nextToken", page.nextToken());
    }

    private static void entry(ResponseWriter out, RegisteredActivity activity) {
      out.text("activityArn", activity.arn())
          .text("name", activity.name())
          .time("creationDate", activity.creationDate());
    }
  }
}
