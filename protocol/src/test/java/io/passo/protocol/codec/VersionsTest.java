package io.passo.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.passo.protocol.EngineRequest;
import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import io.passo.protocol.mac.MacKey;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reader of format 1 does with messages of later formats. */
class VersionsTest {

  @Test
  void shouldSkipFieldsOfALaterFormat() throws Exception {
    // given a reply with new fields of every shape at its end
    byte[] later =
        BodyWriter.message(
            Kind.REPLY,
            new Reply.Started("request-1", 5),
            (out, reply) -> {
              ReplyCodec.write(out, reply);
              writeUnknown(out);
            });

    // when
    Reply reply = ReplyCodec.decode(later);

    // then
    assertThat(reply).isEqualTo(new Reply.Started("request-1", 5));
  }

  @Test
  void shouldSkipFieldsInsideAnObject() throws Exception {
    // given a request whose caller has a new field
    byte[] later =
        BodyWriter.message(
            Kind.ENGINE_REQUEST,
            "claim",
            (out, type) ->
                out.text("t", type)
                    .object(
                        "c",
                        "request-1",
                        (caller, id) -> {
                          caller.text("r", id).text("i", "instance-1").number("s", 7);
                          writeUnknown(caller);
                        })
                    .text("k", "key")
                    .number("a", 3));

    // when
    EngineRequest request = EngineRequestCodec.decode(later);

    // then
    assertThat(request.caller()).isEqualTo(new EngineRequest.Caller("request-1", "instance-1", 7));
    assertThat(request)
        .isInstanceOfSatisfying(
            EngineRequest.ClaimActivityTask.class,
            claim -> assertThat(claim.attempt()).isEqualTo(3));
  }

  @Test
  void shouldCheckTheMacOfFieldsItDoesNotKnow() throws Exception {
    // given a command of a later format
    MacKey pool = Messages.POOL;
    byte[] later =
        BodyWriter.signedMessage(
            Kind.STEP_COMMAND,
            Messages.command(),
            (out, command) -> {
              StepMessageCodec.write(out, command);
              out.text("zz", "later");
            },
            pool);

    // when
    boolean signed = StepMessageCodec.isSignedBy(later, pool);

    // then
    assertThat(signed).isTrue();
    assertThat(StepMessageCodec.decode(later)).isEqualTo(Messages.command());
  }

  @Test
  void shouldReadAMessageOfALaterFormatThatAllowsIt() throws Exception {
    // given
    byte[] later = ReplyCodec.encode(new Reply.Unknown("request-1"));
    later[2] = 2;

    // when
    Reply reply = ReplyCodec.decode(later);

    // then
    assertThat(reply).isEqualTo(new Reply.Unknown("request-1"));
  }

  @Test
  void shouldRefuseAMessageThatNeedsALaterReader() {
    // given
    byte[] later = ReplyCodec.encode(new Reply.Unknown("request-1"));
    later[3] = 2;

    // when, then
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> ReplyCodec.decode(later))
        .withMessage("Expected a message for readers of format 1 but it needs format 2");
  }

  @Test
  void shouldNameAMissingField() {
    // given
    byte[] message =
        BodyWriter.message(
            Kind.REPLY, "started", (out, type) -> out.text("t", type).text("r", "1"));

    // when, then
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> ReplyCodec.decode(message))
        .withMessage("Expected field 's' but it is missing");
  }

  private static void writeUnknown(BodyWriter out) throws IOException {
    out.text("z1", "text")
        .number("z2", -1)
        .flag("z3", true)
        .payload("z4", Payload.of("{}"))
        .texts("z5", List.of("a", "b"))
        .list("z6", List.of("a"), (object, value) -> object.text("z", value))
        .object("z7", "a", (object, value) -> object.text("r", value));
  }
}
