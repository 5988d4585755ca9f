package io.passo.protocol.codec;

/** What a message is; the byte stands in its header. */
enum Kind {
  STEP_COMMAND(1),
  STEP_MARKER(2),
  STEP_RESULT(3),
  ENGINE_REQUEST(4),
  REPLY(5),
  JOURNAL_RECORD(6),
  CONTROL(7),
  JOB(8),
  LANE_MESSAGE(9);

  private final byte code;

  Kind(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }
}
