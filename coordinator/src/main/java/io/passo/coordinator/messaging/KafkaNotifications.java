package io.passo.coordinator.messaging;

import io.passo.coordinator.engine.Notifications;
import io.passo.protocol.ControlMessage;
import io.passo.protocol.DeadLetter;
import io.passo.protocol.codec.ControlMessageCodec;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/** What the engine tells others. Best effort: what does not fit into the buffers is dropped. */
@Singleton
public class KafkaNotifications implements Notifications {
  private static final Logger LOG = Logger.getLogger(KafkaNotifications.class);
  private static final int BUFFERED = 65_536;

  private final Emitter<byte[]> control;
  private final Emitter<byte[]> deadLetters;

  KafkaNotifications(
      @Channel("control-out") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = BUFFERED)
          Emitter<byte[]> control,
      @Channel("dead-letters-out")
          @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = BUFFERED)
          Emitter<byte[]> deadLetters) {
    this.control = control;
    this.deadLetters = deadLetters;
  }

  @Override
  public void control(List<? extends ControlMessage> messages) {
    messages.forEach(message -> send(control, Message.of(ControlMessageCodec.encode(message))));
  }

  @Override
  public void deadLetter(DeadLetter letter) {
    byte[] value = letter.value();
    byte[] bytes = value == null ? new byte[0] : value;
    String key = letter.topic() + "/" + letter.partition() + "/" + letter.offset();
    send(deadLetters, message(bytes, key, letter.headers()));
  }

  private static Message<byte[]> message(byte[] value, String key, Map<String, byte[]> headers) {
    Headers kafkaHeaders = new RecordHeaders();
    headers.forEach(kafkaHeaders::add);
    return Message.of(value)
        .addMetadata(
            OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(key)
                .withHeaders(kafkaHeaders)
                .build());
  }

  private static void send(Emitter<byte[]> channel, Message<byte[]> message) {
    try {
      channel.send(message);
    } catch (IllegalStateException e) {
      LOG.debugf("Notification dropped: reason=%s", e.getMessage());
    }
  }
}
