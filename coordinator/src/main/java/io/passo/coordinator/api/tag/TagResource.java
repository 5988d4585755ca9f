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
import java.util.Map;

/** Adds tags to a state machine or activity, or gives them other values. */
@Singleton
public final class TagResource implements Operation<TagResource.Request> {
  private final ResourceTags tags;

  public TagResource(ResourceTags tags) {
    this.tags = tags;
  }

  @Override
  public Request parse(Members members) {
    if (!members.has("tags")) {
      members.missing("tags");
    }
    return new Request(members.required("resourceArn", Text.ARN), RequestTags.read(members));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    String arn = request.resourceArn();
    TaggedResource resource = TaggedResource.of(arn, call);
    RequestTags.check(request.tags(), arn);
    return tags.change(
            resource.kind(), arn, found -> merged(found, request.tags()), RequestTags.MOST)
        .map(change -> answer(change, arn));
  }

  private static Map<String, String> merged(Map<String, String> found, Map<String, String> wanted) {
    Map<String, String> merged = new HashMap<>(found);
    merged.putAll(wanted);
    return merged;
  }

  private static Response answer(ResourceTags.Change change, String arn) {
    return switch (change) {
      case DONE -> Response.EMPTY;
      case ABSENT -> throw ApiErrors.resourceNotFound(arn);
      case TOO_MANY -> throw ApiErrors.tooManyTags(arn);
    };
  }

  /** What TagResource takes. */
  public record Request(String resourceArn, Map<String, String> tags) {}
}
