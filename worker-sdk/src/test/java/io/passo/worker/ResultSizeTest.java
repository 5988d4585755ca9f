package io.passo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultSizeTest {

  @ParameterizedTest
  @CsvSource({
    "arn:aws:states:::lambda:invoke, lambda",
    "arn:aws:states:::lambda:invoke.waitForTaskToken, lambda",
    "arn:aws:states:::aws-sdk:s3:getObject, aws-sdk:s3",
    "arn:aws:lambda:us-east-1:000000000000:function:f, arn:aws:lambda:us-east-1:000000000000:function:f"
  })
  void shouldNameTheServiceOrTheFunction(String resource, String name) {
    assertThat(ResultSize.exceeded(resource))
        .isEqualTo(
            StepOutcome.failed(
                "States.DataLimitExceeded",
                "The state/task '"
                    + name
                    + "' returned a result with a size exceeding the maximum number of bytes service limit."));
  }
}
