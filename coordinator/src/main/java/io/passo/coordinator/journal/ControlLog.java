package io.passo.coordinator.journal;

import io.passo.protocol.ControlMessage;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.ControlMessageCodec;
import io.passo.protocol.codec.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The newest part of {@code passo.control}, for an instance that starts and must know which
 * functions are hosted.
 */
public final class ControlLog {
  private static final Logger LOG = Logger.getLogger(ControlLog.class);
  private static final TopicPartition LOG_PARTITION = new TopicPartition(Topics.CONTROL, 0);
  private static final int PAGE_RECORDS = 1_000;

  private final Logs logs;

  public ControlLog(LogReaders readers) {
    this.logs = new Logs(readers);
  }

  /**
   * Messages since a moment.
   *
   * @param millis since the epoch
   * @throws io.passo.coordinator.engine.UnavailableException if Kafka does not answer
   */
  public List<ControlMessage> since(long millis) {
    return logs.read(reader -> since(reader, millis));
  }

  private static List<ControlMessage> since(LogReader reader, long millis) {
    List<ControlMessage> messages = new ArrayList<>();
    long end = reader.end(LOG_PARTITION);
    long next = reader.offsetAt(LOG_PARTITION, millis);
    while (next < end) {
      List<ConsumerRecord<byte[], byte[]>> page =
          reader.read(LOG_PARTITION, next, -1, end, PAGE_RECORDS);
      if (page.isEmpty()) {
        return messages;
      }
      page.forEach(record -> decode(record, messages));
      next = page.getLast().offset() + 1;
    }
    return messages;
  }

  private static void decode(ConsumerRecord<byte[], byte[]> record, List<ControlMessage> messages) {
    try {
      messages.add(ControlMessageCodec.decode(record.value()));
    } catch (MalformedMessageException e) {
      LOG.warnf(
          "Control message cannot be read: offset=%d reason=%s", record.offset(), e.getMessage());
    }
  }
}
