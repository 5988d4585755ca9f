package io.passo.coordinator.journal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/** Producers to which happens what a network does now and then, over a real broker. */
final class Unreliable {
  private static final int LIMIT_SECONDS = 20;

  private Unreliable() {}

  /** Each record lands, and no acknowledgement comes. */
  static Producer<byte[], byte[]> unacknowledged(Producer<byte[], byte[]> real) {
    return sending(
        record -> {
          land(real, record);
          return CompletableFuture.failedFuture(new TimeoutException("no acknowledgement"));
        });
  }

  /** Each record lands twice, as if a process had sent it again; the second place is told. */
  static Producer<byte[], byte[]> doubling(Producer<byte[], byte[]> real) {
    return sending(
        record -> {
          land(real, record);
          return CompletableFuture.completedFuture(land(real, record));
        });
  }

  private static RecordMetadata land(
      Producer<byte[], byte[]> real, ProducerRecord<byte[], byte[]> record) throws Exception {
    return real.send(record).get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private interface Send {
    Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) throws Exception;
  }

  @SuppressWarnings("unchecked") // the proxy implements exactly that
  private static Producer<byte[], byte[]> sending(Send send) {
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Unreliable.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> call(send, method, arguments));
  }

  @SuppressWarnings({"unchecked", "FutureReturnValueIgnored"}) // given to who asked
  private static Object call(Send send, Method method, Object[] arguments) throws Exception {
    if (!method.getName().equals("send") || arguments.length != 1) {
      throw new InvocationTargetException(
          new UnsupportedOperationException("Expected send(record) but found " + method));
    }
    return send.send((ProducerRecord<byte[], byte[]>) arguments[0]);
  }
}
