package io.passo.examples.jobs;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Asks how far a job is. It is done at the third look. */
public final class CheckJob implements RequestHandler<CheckJob.Request, CheckJob.Progress> {
  private static final int LOOKS = 3;

  /** Which job, and how often it was looked at before. */
  public record Request(String jobId, int looks) {}

  /** How far it is. */
  public record Progress(String jobId, int looks, String status) {}

  @Override
  public Progress handleRequest(Request request, Context context) {
    int looks = request.looks() + 1;
    return new Progress(request.jobId(), looks, looks < LOOKS ? "RUNNING" : "DONE");
  }
}
