package io.passo.integration.kafka;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.integration.Integration;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.Resource;
import io.passo.protocol.Payload;
import io.passo.worker.PayloadJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * {@code kafka:produce}: writes a record and waits until it is durable. With {@code
 * .waitForTaskToken} the Task goes on when a consumer gives back the token that the record carries.
 */
@ApplicationScoped
public class KafkaIntegration implements Integration {
  private static final String PREFIX = "Kafka.";

  private final Supplier<Producer<byte[], byte[]>> producer;
  private final JsonMapper mapper = PayloadJson.mapper();

  /** Writes to the configured brokers. */
  @Inject
  KafkaIntegration(SharedProducer producer) {
    this(producer::get);
  }

  /** Writes by a producer of one's own. */
  public KafkaIntegration(Supplier<Producer<byte[], byte[]>> producer) {
    this.producer = producer;
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().equals("kafka")
        && resource.action().equals("produce")
        && !resource.isJob();
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    ProducerRecord<byte[], byte[]> record = RecordParameters.record(call);
    try {
      return result(
          producer.get().send(record).get(call.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (KafkaException | TimeoutException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(e);
    }
  }

  private Payload result(RecordMetadata metadata) {
    ObjectNode result = mapper.createObjectNode();
    result.put("Topic", metadata.topic());
    result.put("Partition", metadata.partition());
    result.put("Offset", metadata.offset());
    result.put("Timestamp", metadata.timestamp());
    return Payload.of(result.toString());
  }

  private static IntegrationException failed(Throwable failure) {
    return new IntegrationException(
        PREFIX + failure.getClass().getSimpleName(), failure.getMessage());
  }
}
