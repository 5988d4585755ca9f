package io.passo.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.protocol.StepResult;
import io.passo.protocol.mac.MacKey;
import io.passo.protocol.mac.ResultKeys;
import org.junit.jupiter.api.Test;

class SignedMessagesTest {
  private static final ResultKeys KEYS =
      new ResultKeys(MacKey.ofSecret("a-cluster-secret-of-32-characters"));

  @Test
  void shouldRecogniseTheKeyOfTheAttempt() {
    // given
    StepResult result = (StepResult) Messages.all().get("result-succeeded");
    byte[] message =
        StepResultCodec.encode(result, MacKey.ofBase64(KEYS.text(Messages.ARN, 3, "p")));

    // when, then
    assertThat(StepResultCodec.isSignedBy(message, KEYS.key(Messages.ARN, 3, "p"))).isTrue();
    assertThat(StepResultCodec.isSignedBy(message, KEYS.key(Messages.ARN, 4, "p"))).isFalse();
    assertThat(StepResultCodec.isSignedBy(message, KEYS.key(Messages.ARN + "x", 3, "p"))).isFalse();
    assertThat(StepResultCodec.isSignedBy(message, KEYS.key(Messages.ARN, 3, "q"))).isFalse();
  }

  @Test
  void shouldNoticeAnyChangedBit() {
    // given
    byte[] message = Messages.encode(Messages.all().get("step-command"));

    // when, then
    for (int bit = 0; bit < message.length * 8; bit++) {
      byte[] changed = message.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(StepMessageCodec.isSignedBy(changed, Messages.POOL)).as("bit %d", bit).isFalse();
    }
  }

  @Test
  void shouldNotTakeAnUnsignedMessageForASignedOne() {
    // given
    byte[] unsigned =
        BodyWriter.message(Kind.STEP_COMMAND, Messages.command(), StepMessageCodec::write);

    // when, then
    assertThat(StepMessageCodec.isSignedBy(unsigned, Messages.POOL)).isFalse();
    assertThat(StepMessageCodec.isSignedBy(new byte[0], Messages.POOL)).isFalse();
  }
}
