package io.passo.coordinator.api.tag;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.definition.ResourceTags;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;

/** Tags of a state machine or activity. */
@Singleton
public final class ListTagsForResource implements Operation<ListTagsForResource.Request> {
  private final ResourceTags tags;

  public ListTagsForResource(ResourceTags tags) {
    this.tags = tags;
  }

  @Override
  public Request parse(Members members) {
    return new Request(members.required("resourceArn", Text.ARN));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    String arn = request.resourceArn();
    TaggedResource resource = TaggedResource.of(arn, call);
    return tags.find(resource.kind(), arn)
        .map(found -> found.orElseThrow(() -> ApiErrors.resourceNotFound(arn)))
        .map(Answer::new);
  }

  /** What ListTagsForResource takes. */
  public record Request(String resourceArn) {}

  private record Answer(Map<String, String> tags) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.structures(
          "tags",
          tags.entrySet(),
          (tag, entry) -> tag.text("key", entry.getKey()).text("value", entry.getValue()));
    }
  }
}
