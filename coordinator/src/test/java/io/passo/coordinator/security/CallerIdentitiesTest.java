package io.passo.coordinator.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerIdentitiesTest {
  private static final CallerIdentity FALLBACK = new CallerIdentity("000000000000", "us-east-1");

  private final CallerIdentities identities = new CallerIdentities(FALLBACK);

  @Test
  void shouldTakeTheRegionFromTheScope() {
    // when
    CallerIdentity caller =
        identities.identify(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/cn-north-1/states/aws4_request, SignedHeaders=host");

    // then
    assertThat(caller).isEqualTo(new CallerIdentity("000000000000", "cn-north-1"));
    assertThat(caller.partition()).isEqualTo("aws-cn");
  }

  @Test
  void shouldTakeAKeyIdOfTwelveDigitsForTheAccount() {
    // when
    CallerIdentity caller =
        identities.identify(
            "AWS4-HMAC-SHA256 Credential=111122223333/20260102/us-gov-west-1/states/aws4_request, SignedHeaders=host");

    // then
    assertThat(caller.account()).isEqualTo("111122223333");
    assertThat(caller.partition()).isEqualTo("aws-us-gov");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Bearer x",
        "AWS4-HMAC-SHA256 Credential=AKID/20260102/EU WEST/states/aws4_request",
        "AWS4-HMAC-SHA256 Credential=AKID/today/eu-west-1/states/aws4_request"
      })
  void shouldFallBackToTheDefaults(String authorization) {
    assertThat(identities.identify(authorization)).isEqualTo(FALLBACK);
  }
}
