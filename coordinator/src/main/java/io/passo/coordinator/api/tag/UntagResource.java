package io.passo.coordinator.api.tag;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.RequestTags;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.definition.ResourceTags;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes tags of a state machine or activity away; unknown keys are passed over. */
@Singleton
public final class UntagResource implements Operation<UntagResource.Request> {
  private final ResourceTags tags;

  public UntagResource(ResourceTags tags) {
    this.tags = tags;
  }

  @Override
  public Request parse(Members members) {
    if (!members.has("tagKeys")) {
      members.missing("tagKeys");
    }
    return new Request(
        members.required("resourceArn", Text.ARN), members.texts("tagKeys", RequestTags.KEY));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    String arn = request.resourceArn();
    TaggedResource resource = TaggedResource.of(arn, call);
    return tags.change(
            resource.kind(),
            arn,
            found -> without(found, request.tagKeys()),
            // Taking tags away is always allowed.
            Integer.MAX_VALUE)
        .map(change -> answer(change, arn));
  }

  private static Map<String, String> without(Map<String, String> found, List<String> keys) {
    Map<String, String> rest = new HashMap<>(found);
    keys.forEach(rest::remove);
    return rest;
  }

  private static Response answer(ResourceTags.Change change, String arn) {
    if (change == ResourceTags.Change.ABSENT) {
      throw ApiErrors.resourceNotFound(arn);
    }
    return Response.EMPTY;
  }

  /** What UntagResource takes. */
  public record Request(String resourceArn, List<String> tagKeys) {
    public Request {
      tagKeys = List.copyOf(tagKeys);
    }
  }
}
