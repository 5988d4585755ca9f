package io.passo.coordinator.journal;

import io.passo.coordinator.engine.Replies;
import io.passo.protocol.JournalRecord.AddressedReply;
import io.passo.protocol.Partitions;
import io.passo.protocol.Reply;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.ReplyCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** {@code passo.replies} in Kafka; answers for callers of this very instance take the short way. */
public final class KafkaReplies implements Replies {
  private static final Logger LOG = Logger.getLogger(KafkaReplies.class);

  private final Producer<byte[], byte[]> producer;
  private final String instanceId;
  private final Consumer<Reply> here;

  /**
   * @param here gets answers for callers of this instance
   */
  public KafkaReplies(Producer<byte[], byte[]> producer, String instanceId, Consumer<Reply> here) {
    this.producer = producer;
    this.instanceId = instanceId;
    this.here = here;
  }

  @Override
  public void send(List<AddressedReply> replies) {
    for (AddressedReply reply : replies) {
      if (reply.instanceId().equals(instanceId)) {
        here.accept(reply.reply());
      } else {
        send(reply);
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // sent once: whoever waits asks again
  private void send(AddressedReply reply) {
    try {
      producer.send(
          new ProducerRecord<>(
              Topics.REPLIES,
              Partitions.ofInstance(reply.instanceId()),
              reply.instanceId().getBytes(StandardCharsets.UTF_8),
              ReplyCodec.encode(reply.reply())));
    } catch (KafkaException e) {
      LOG.warnf("Reply not sent: request=%s reason=%s", reply.reply().requestId(), e.toString());
    }
  }
}
