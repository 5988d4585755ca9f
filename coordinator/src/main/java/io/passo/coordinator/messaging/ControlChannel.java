package io.passo.coordinator.messaging;

import io.passo.protocol.ControlMessage;
import io.passo.protocol.ControlMessage.ActivityTaskAvailable;
import io.passo.protocol.ControlMessage.AttemptCancelled;
import io.passo.protocol.ControlMessage.FunctionsAnnounced;
import io.passo.protocol.codec.ControlMessageCodec;
import io.passo.protocol.codec.MalformedMessageException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** What others say in {@code passo.control}. */
@Singleton
public class ControlChannel {
  private static final Logger LOG = Logger.getLogger(ControlChannel.class);

  private final AnnouncedFunctions functions;
  private final BroadcastProcessor<String> activities = BroadcastProcessor.create();

  ControlChannel(AnnouncedFunctions functions) {
    this.functions = functions;
  }

  @Incoming("control-in")
  void take(byte[] record) {
    try {
      take(ControlMessageCodec.decode(record));
    } catch (MalformedMessageException e) {
      LOG.warnf("Control message cannot be read: reason=%s", e.getMessage());
    }
  }

  private void take(ControlMessage message) {
    switch (message) {
      case FunctionsAnnounced announced -> functions.heard(announced);
      case ActivityTaskAvailable available -> activities.onNext(available.activityArn());
      case AttemptCancelled cancelled ->
          LOG.tracef("For workers: attempt=%s", cancelled.attemptId());
    }
  }

  /** ARNs of activities for which a task became available. */
  public Multi<String> activities() {
    return activities;
  }
}
