package io.passo.coordinator.engine;

import io.passo.protocol.EngineRequest;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.LaneMessage;
import io.passo.protocol.StepResult;
import io.passo.protocol.codec.EngineRequestCodec;
import io.passo.protocol.codec.LaneMessageCodec;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.StepResultCodec;
import java.util.Optional;

/** An input and what it says. */
sealed interface DecodedInput {
  Input input();

  /** The execution it is about. */
  Optional<ExecutionKey> key();

  record Request(Input input, EngineRequest request) implements DecodedInput {
    @Override
    public Optional<ExecutionKey> key() {
      return Optional.of(request.key());
    }
  }

  record FromLane(Input input, LaneMessage message) implements DecodedInput {
    @Override
    public Optional<ExecutionKey> key() {
      return Optional.of(message.key());
    }
  }

  record Result(Input input, StepResult result) implements DecodedInput {
    @Override
    public Optional<ExecutionKey> key() {
      return Optional.of(result.header().key());
    }
  }

  record Malformed(Input input, String reason) implements DecodedInput {
    @Override
    public Optional<ExecutionKey> key() {
      return Optional.empty();
    }
  }

  static DecodedInput of(Input input) {
    try {
      return switch (input.source()) {
        case REQUESTS, CALLER ->
            LaneMessageCodec.isMessage(input.value())
                ? new FromLane(input, LaneMessageCodec.decode(input.value()))
                : new Request(input, EngineRequestCodec.decode(input.value()));
        case RESULTS -> new Result(input, StepResultCodec.decode(input.value()));
      };
    } catch (MalformedMessageException e) {
      return new Malformed(input, String.valueOf(e.getMessage()));
    }
  }

  /** Topic the input lay in. */
  default String topic() {
    return input().topic();
  }
}
