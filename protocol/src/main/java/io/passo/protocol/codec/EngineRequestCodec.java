package io.passo.protocol.codec;

import io.passo.protocol.EngineRequest;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.EngineRequest.ClaimActivityTask;
import io.passo.protocol.EngineRequest.RedriveExecution;
import io.passo.protocol.EngineRequest.SendTaskFailure;
import io.passo.protocol.EngineRequest.SendTaskHeartbeat;
import io.passo.protocol.EngineRequest.SendTaskSuccess;
import io.passo.protocol.EngineRequest.StartExecution;
import io.passo.protocol.EngineRequest.StopExecution;
import io.passo.protocol.EngineRequest.UpdateMapRun;
import io.passo.protocol.ExecutionKey;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records of {@code passo.requests}. */
public final class EngineRequestCodec {
  private EngineRequestCodec() {}

  /** The record's value. */
  public static byte[] encode(EngineRequest request) {
    return BodyWriter.message(Kind.ENGINE_REQUEST, request, EngineRequestCodec::write);
  }

  /**
   * Reads a record's value.
   *
   * @throws MalformedMessageException if it is no request
   */
  public static EngineRequest decode(byte @Nullable [] message) throws MalformedMessageException {
    return BodyReader.message(message, Kind.ENGINE_REQUEST, EngineRequestCodec::read);
  }

  private static void write(BodyWriter out, EngineRequest request) throws IOException {
    out.text("t", type(request))
        .object("c", request.caller(), EngineRequestCodec::writeCaller)
        .text("k", request.key().value());
    switch (request) {
      case StartExecution start -> writeStart(out, start);
      case StopExecution stop ->
          out.text("x", stop.executionArn())
              .optionalText("er", stop.error())
              .optionalText("ca", stop.cause());
      case RedriveExecution redrive ->
          out.text("x", redrive.executionArn()).optionalText("ct", redrive.clientToken());
      case SendTaskSuccess success ->
          out.number("a", success.attempt()).payload("o", success.output());
      case SendTaskFailure failure ->
          out.number("a", failure.attempt())
              .optionalText("er", failure.error())
              .optionalText("ca", failure.cause());
      case SendTaskHeartbeat heartbeat -> out.number("a", heartbeat.attempt());
      case ClaimActivityTask claim ->
          out.number("a", claim.attempt()).optionalText("w", claim.workerName());
      case UpdateMapRun update ->
          out.text("f", update.frame())
              .optionalNumber("mc", update.maxConcurrency())
              .optionalNumber("tc", update.toleratedCount())
              .optionalText("tp", update.toleratedPercentage());
    }
  }

  private static String type(EngineRequest request) {
    return switch (request) {
      case StartExecution start -> "start";
      case StopExecution stop -> "stop";
      case RedriveExecution redrive -> "redrive";
      case SendTaskSuccess success -> "ok";
      case SendTaskFailure failure -> "fail";
      case SendTaskHeartbeat heartbeat -> "hb";
      case ClaimActivityTask claim -> "claim";
      case UpdateMapRun update -> "map";
    };
  }

  private static EngineRequest read(BodyReader in) throws IOException, MalformedMessageException {
    String type = in.text("t");
    Caller caller = in.object("c", EngineRequestCodec::readCaller);
    ExecutionKey key = in.key("k");
    return switch (type) {
      case "start" -> readStart(in, caller, key);
      case "stop" ->
          new StopExecution(
              caller, key, in.text("x"), in.optionalText("er"), in.optionalText("ca"));
      case "redrive" -> new RedriveExecution(caller, key, in.text("x"), in.optionalText("ct"));
      case "ok" -> new SendTaskSuccess(caller, key, in.number("a"), in.payload("o"));
      case "fail" ->
          new SendTaskFailure(
              caller, key, in.number("a"), in.optionalText("er"), in.optionalText("ca"));
      case "hb" -> new SendTaskHeartbeat(caller, key, in.number("a"));
      case "claim" -> new ClaimActivityTask(caller, key, in.number("a"), in.optionalText("w"));
      case "map" ->
          new UpdateMapRun(
              caller,
              key,
              in.text("f"),
              in.optionalNumber("mc"),
              in.optionalNumber("tc"),
              in.optionalText("tp"));
      default -> throw in.unknown("t", type);
    };
  }

  private static void writeStart(BodyWriter out, StartExecution start) throws IOException {
    out.text("x", start.executionArn())
        .text("n", start.name())
        .flag("nd", start.named())
        .text("ac", start.account())
        .text("m", start.stateMachineArn())
        .text("mn", start.stateMachineName())
        .text("d", start.definitionHash())
        .text("ro", start.roleArn())
        .payload("in", start.input())
        .number("at", start.startDate())
        .optionalText("mv", start.stateMachineVersionArn())
        .optionalText("ma", start.stateMachineAliasArn())
        .optionalText("tr", start.traceHeader());
  }

  private static StartExecution readStart(BodyReader in, Caller caller, ExecutionKey key)
      throws IOException, MalformedMessageException {
    return new StartExecution(
        caller,
        key,
        in.text("x"),
        in.text("n"),
        in.flag("nd"),
        in.text("ac"),
        in.text("m"),
        in.text("mn"),
        in.text("d"),
        in.text("ro"),
        in.payload("in"),
        in.number("at"),
        in.optionalText("mv"),
        in.optionalText("ma"),
        in.optionalText("tr"));
  }

  private static void writeCaller(BodyWriter out, Caller caller) throws IOException {
    out.text("r", caller.requestId()).text("i", caller.instanceId()).number("s", caller.sentAt());
  }

  private static Caller readCaller(BodyReader in) throws IOException, MalformedMessageException {
    return new Caller(in.text("r"), in.text("i"), in.number("s"));
  }
}
