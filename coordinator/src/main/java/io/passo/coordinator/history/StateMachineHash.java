package io.passo.coordinator.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Eight bytes that stand for the ARN of a state machine in an index; the ARN is compared as well.
 */
final class StateMachineHash {
  private StateMachineHash() {}

  static long of(String stateMachineArn) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(stateMachineArn.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
