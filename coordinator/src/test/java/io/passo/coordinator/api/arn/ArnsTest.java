package io.passo.coordinator.api.arn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.api.ApiException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnsTest {
  private static final String PREFIX = "arn:aws:states:us-east-1:000000000000:";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stateMachine:a",
        "stateMachine:a:1",
        "stateMachine:a:live.1",
        "stateMachine:a/label",
        "stateMachine:größe-ß",
        "execution:a:b",
        "execution:a/label:b",
        "express:a:b:c",
        "express:a/label:b:c",
        "mapRun:a/label:1f",
        "activity:a"
      })
  void shouldReadAndWriteEveryForm(String resource) {
    // when
    StatesArn arn = ArnParser.parse(PREFIX + resource);

    // then
    assertThat(arn).hasToString(PREFIX + resource);
    assertThat(resource).startsWith(arn.resourceType() + ":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws-cn:states:cn-north-1:000000000000:activity:a",
        "arn:aws-us-gov:states:us-gov-west-1:000000000000:activity:a"
      })
  void shouldReadOtherPartitions(String text) {
    // when
    StatesArn arn = ArnParser.parse(text);

    // then
    assertThat(arn).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "arn:aws:states",
        "arn:aws:lambda:us-east-1:000000000000:function:a",
        "arn:gcp:states:us-east-1:000000000000:activity:a",
        "arn:aws:states:US:000000000000:activity:a",
        "arn:aws:states::000000000000:activity:a",
        "arn:aws:states:us-east-1:0:activity:a",
        PREFIX + "activity",
        PREFIX + "activity:",
        PREFIX + "activity:a:b",
        PREFIX + "activity:a b",
        PREFIX + "stateMachine:a:1:2",
        PREFIX + "stateMachine:a/",
        PREFIX + "stateMachine:a/b/c",
        PREFIX + "stateMachine:a:",
        PREFIX + "execution:a",
        PREFIX + "execution:a:",
        PREFIX + "execution::b",
        PREFIX + "express:a:b",
        PREFIX + "mapRun:a:1f",
        PREFIX + "mapRun:a/label"
      })
  void shouldRefuseWhatIsNone(String text) {
    assertThatThrownBy(() -> ArnParser.parse(text))
        .isInstanceOf(ApiException.class)
        .hasMessage("Invalid Arn: 'Invalid ARN prefix: " + text + "'");
  }
}
