package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PASS;
import static io.passo.coordinator.api.Service.ROLE;
import static io.passo.coordinator.api.Service.escaped;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.api.Service.Result;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagActionsTest {
  private final Service service = new Service();

  @Test
  void shouldListTheTagsGivenAtCreation() {
    // given
    String machine =
        service
            .call(
                "CreateStateMachine",
                json(
                    "{'name':'there','roleArn':'%s','definition':'%s','tags':[{'key':'b','value':'2'},{'key':'a'}]}",
                    ROLE, escaped(PASS)))
            .text("stateMachineArn");
    String activity =
        service
            .call("CreateActivity", json("{'name':'work','tags':[{'key':'c','value':'3'}]}"))
            .text("activityArn");

    // when / then
    assertThat(tags(machine)).isEqualTo(json("[{'key':'a','value':''},{'key':'b','value':'2'}]"));
    assertThat(tags(activity)).isEqualTo(json("[{'key':'c','value':'3'}]"));
  }

  @Test
  void shouldAddReplaceAndRemoveTags() {
    // given
    String machine = service.machine("there");
    tag(machine, "{'key':'a','value':'1'},{'key':'b','value':'2'}");

    // when
    Result replaced = tag(machine, "{'key':'a','value':'one'},{'key':'c'}");
    Result removed =
        service.call(
            "UntagResource", json("{'resourceArn':'%s','tagKeys':['b','unknown']}", machine));

    // then
    assertThat(replaced.body()).isEmpty();
    assertThat(removed.body()).isEmpty();
    assertThat(tags(machine)).isEqualTo(json("[{'key':'a','value':'one'},{'key':'c','value':''}]"));
  }

  @Test
  void shouldRefuseMoreThanFiftyTagsInAll() {
    // given
    String activity = service.activity("work");
    tag(
        activity,
        IntStream.rangeClosed(1, 50)
            .mapToObj("{'key':'%d'}"::formatted)
            .collect(Collectors.joining(",")));

    // when
    Result replaced = tag(activity, "{'key':'50','value':'x'}");
    Result added = tag(activity, "{'key':'51'}");

    // then
    assertThat(replaced.error()).isEqualTo("OK");
    assertThat(added.error()).isEqualTo("TooManyTags: The number of tags exceeds the limit of 50");
    assertThat(added.text("resourceName")).isEqualTo(activity);
    assertThat(tags(activity)).doesNotContain("51");
  }

  @Test
  void shouldForgetTheTagsOfADeletedActivity() {
    // given
    String activity = service.activity("work");
    tag(activity, "{'key':'a'}");
    service.call("DeleteActivity", json("{'activityArn':'%s'}", activity));

    // when
    Result deleted = tag(activity, "{'key':'b'}");
    service.activity("work");

    // then
    assertThat(deleted.error()).startsWith("ResourceNotFound");
    assertThat(tags(activity)).isEqualTo("[]");
  }

  private Result tag(String arn, String tags) {
    return service.call(
        "TagResource", json("{'resourceArn':'%s','tags':[%s]}", arn, tags).replace('\'', '"'));
  }

  private String tags(String arn) {
    return service
        .call("ListTagsForResource", json("{'resourceArn':'%s'}", arn))
        .body()
        .get("tags")
        .toString();
  }
}
