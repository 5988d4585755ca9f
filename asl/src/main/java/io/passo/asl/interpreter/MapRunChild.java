package io.passo.asl.interpreter;

/**
 * What makes an execution a child of a Map Run.
 *
 * @param mapRunArn ARN of the Map Run
 * @param parentArn execution whose Map state runs it
 * @param mapState name of that state; the child runs its item processor
 * @param mapRun frame of the Map Run in the parent
 * @param index number of the child, from 0
 * @param itemCount items it was given
 * @param tellsInput whether it tells its input when it succeeds, too: results are to name it
 */
public record MapRunChild(
    String mapRunArn,
    String parentArn,
    String mapState,
    FrameId mapRun,
    int index,
    int itemCount,
    boolean tellsInput) {}
