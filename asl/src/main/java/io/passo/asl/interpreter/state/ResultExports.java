package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.ItemsFrame;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.MapRunWriting;
import io.passo.asl.interpreter.ResultsFrame;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ResultWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the results of children to where {@code ResultWriter} says, in parts that nobody looks at
 * until the last call has made files of them and, at last, the manifest. Every call may come twice:
 * it writes the same again.
 *
 * <pre>
 * parameters of a part   {MapRunArn, Parameters, Part: number, Results: [...]}
 * of the last call       {MapRunArn, Parameters, Transformation, Lines, First: number of the first part,
 *                         Parts: number after the last, Redrives: count, Succeeded: children of all attempts}
 * result of the last     {Bucket, Key} of the manifest
 * </pre>
 */
final class ResultExports {
  /** A part is written when so much is there. */
  private static final long PART_BYTES = 192 * 1024;

  /** Chunks are written down anew with each result, so they are small. */
  private static final int CHUNK_BYTES = 8 * 1024;

  /** No further children begin while so much waits to be written. */
  private static final long MOST_BYTES = 2L << 20;

  private ResultExports() {}

  /** Where results go; empty if they are the output of the state. */
  static Evaluation<Optional<Json>> destination(MapState state, MapRunItems items) {
    ResultWriter writer = state.resultWriter();
    return writer.isExport()
        ? items.template(writer.arguments(), "ResultWriter/Arguments").map(Optional::of)
        : Evaluation.value(Optional.empty());
  }

  /** Results are to be written. */
  static MapRunFrame begin(MapRunFrame run, Json destination, Draft draft) {
    draft.put(new ItemsFrame(run.id().destination(), MapRunCalls.asKept(destination)));
    return run.with(MapRunWriting.from(run.firstCall()));
  }

  /** Takes the result of a child. */
  static MapRunFrame keep(MapRunFrame run, MapRunWriting writing, Json result, Draft draft) {
    FrameId last = run.id().toWrite(writing.next() - 1);
    boolean fits =
        writing.next() > writing.upTo()
            && draft.frame(last) instanceof ResultsFrame chunk
            && size(chunk.results()) + result.size() <= CHUNK_BYTES;
    if (fits && draft.frame(last) instanceof ResultsFrame chunk) {
      List<Json> more = new ArrayList<>(chunk.results());
      more.add(result);
      draft.put(new ResultsFrame(last, more));
      return run.with(writing.waiting(writing.next(), result.size()));
    }
    draft.put(new ResultsFrame(run.id().toWrite(writing.next()), List.of(result)));
    return run.with(writing.waiting(writing.next() + 1, result.size()));
  }

  private static long size(List<Json> results) {
    return results.stream().mapToLong(Json::size).sum();
  }

  /** Whether children may begin: results are written as fast as they come. */
  static boolean isBehind(MapRunFrame run) {
    return run.writing() != null && run.writing().bytes() > MOST_BYTES;
  }

  /** Whether something is to be written, and nothing is being written. */
  static boolean hasWork(MapRunFrame run) {
    MapRunWriting writing = run.writing();
    return writing != null && !writing.isOpen() && (writing.bytes() >= PART_BYTES || run.isDone());
  }

  /** Writes the next part, or publishes all of them after the last one. */
  static MapRunFrame writeNext(MapState state, MapRunFrame run, Draft draft) {
    MapRunWriting writing = Objects.requireNonNull(run.writing());
    MapRunWriting next =
        writing.next() > writing.first() ? part(run, writing, draft) : writing.publishing();
    draft.effect(call(state, run, next, draft::frame, draft.now()));
    return run.with(next);
  }

  private static MapRunWriting part(MapRunFrame run, MapRunWriting writing, Draft draft) {
    long bytes = 0;
    int chunk = writing.first();
    while (chunk < writing.next() && bytes < PART_BYTES) {
      if (draft.frame(run.id().toWrite(chunk++)) instanceof ResultsFrame kept) {
        bytes += size(kept.results());
      }
    }
    return writing.writing(chunk, bytes);
  }

  /**
   * The call that is under way, now or once more.
   *
   * @param frames frames of the execution
   */
  static Effect.ScheduleTask call(
      MapState state,
      MapRunFrame run,
      MapRunWriting writing,
      Function<FrameId, @Nullable Frame> frames,
      Instant now) {
    Json parameters =
        writing.isPublishing()
            ? toPublish(state.resultWriter(), run, writing, frames)
            : toWrite(run, writing, frames);
    String resource = String.valueOf(state.resultWriter().resource());
    return MapRunCalls.schedule(state, run, run.writeAttempt(writing), resource, parameters, now);
  }

  private static Json toWrite(
      MapRunFrame run, MapRunWriting writing, Function<FrameId, @Nullable Frame> frames) {
    ByteArrayOutputStream results = new ByteArrayOutputStream();
    for (int chunk = writing.first(); chunk < writing.upTo(); chunk++) {
      if (frames.apply(run.id().toWrite(chunk)) instanceof ResultsFrame part) {
        for (Json result : part.results()) {
          if (results.size() > 0) {
            results.write(',');
          }
          results.writeBytes(result.utf8());
        }
      }
    }
    ObjectNode parameters = parameters(run, frames).put("Part", writing.number());
    return withResults(parameters, results.toByteArray());
  }

  // The results stay the bytes they are.
  private static Json withResults(ObjectNode parameters, byte[] results) {
    byte[] rest = Json.of(parameters).utf8();
    ByteArrayOutputStream all = new ByteArrayOutputStream(rest.length + results.length + 16);
    all.write(rest, 0, rest.length - 1);
    all.writeBytes(",\"Results\":[".getBytes(StandardCharsets.UTF_8));
    all.writeBytes(results);
    all.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
    return Json.of(all.toByteArray());
  }

  private static Json toPublish(
      ResultWriter writer,
      MapRunFrame run,
      MapRunWriting writing,
      Function<FrameId, @Nullable Frame> frames) {
    return Json.of(
        parameters(run, frames)
            .put("Transformation", writer.transformation().name())
            .put("Lines", writer.lines())
            .put("First", run.firstCall())
            .put("Parts", writing.number())
            .put("Redrives", run.redriveCount())
            .put("Succeeded", run.children().succeeded()));
  }

  private static ObjectNode parameters(MapRunFrame run, Function<FrameId, @Nullable Frame> frames) {
    ObjectNode parameters = Json.object().put("MapRunArn", run.arn());
    parameters.set("Parameters", destination(run, frames).node());
    return parameters;
  }

  /** Where the Map Run writes to. */
  static Json destination(MapRunFrame run, Function<FrameId, @Nullable Frame> frames) {
    if (!(frames.apply(run.id().destination()) instanceof ItemsFrame(var ignored, Json to))) {
      throw new IllegalStateException("Expected where Map Run " + run.arn() + " writes to");
    }
    return to;
  }

  /**
   * Takes over that a part has been written, or that all are published.
   *
   * @return the result of the last call, once it is there
   */
  static Evaluation<Optional<Json>> written(MapRunWriting writing, Event event) {
    return switch (event) {
      case Event.TaskSucceeded succeeded when writing.isPublishing() ->
          Evaluation.value(Optional.of(succeeded.output()));
      case Event.TaskFailed failed ->
          new Evaluation.Failed<>(
              MapRunCalls.error(ErrorName.RESULT_WRITER_FAILED, failed.error(), failed.cause()));
      default -> Evaluation.value(Optional.empty());
    };
  }

  /** Drops the results that have been written. */
  static MapRunFrame drop(MapRunFrame run, MapRunWriting writing, Draft draft) {
    for (int chunk = writing.first(); chunk < writing.upTo(); chunk++) {
      draft.remove(run.id().toWrite(chunk));
    }
    return run.with(writing.written());
  }

  /** The result of the state. */
  static Json result(MapRunFrame run, Json manifest) {
    ObjectNode result = Json.object().put("MapRunArn", run.arn());
    result.set("ResultWriterDetails", manifest.node());
    return Json.of(result);
  }

  /** Drops results that have not been written. */
  static void discard(MapRunFrame run, Draft draft) {
    MapRunWriting writing = run.writing();
    if (writing != null) {
      for (int chunk = writing.first(); chunk < writing.next(); chunk++) {
        draft.remove(run.id().toWrite(chunk));
      }
      draft.remove(run.id().destination());
    }
  }
}
