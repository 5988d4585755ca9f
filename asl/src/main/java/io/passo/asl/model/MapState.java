package io.passo.asl.model;

import io.passo.asl.data.Json;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.path.JsonPath;
import io.passo.asl.path.PayloadTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does the same for each item (asl.md §6.8).
 *
 * @param info name, place
 * @param flow data flow; its {@code parameters} are null: those of a Map state are {@link #items}'
 *     selector
 * @param items which items, and what an iteration gets
 * @param itemProcessor {@code ItemProcessor} or {@code Iterator}
 * @param maxConcurrency {@code MaxConcurrency} or {@code MaxConcurrencyPath}; absent or 0 =
 *     unlimited
 * @param toleratedFailureCount {@code ToleratedFailureCount} or its path
 * @param toleratedFailurePercentage {@code ToleratedFailurePercentage} or its path, 0..100
 * @param distributed fields that only Distributed mode has; null in Inline mode
 * @param retry retriers in order
 * @param catchers catchers in order
 * @param assign {@code Assign}
 * @param transition where it leads
 */
public record MapState(
    StateInfo info,
    DataFlow flow,
    Items items,
    ItemProcessor itemProcessor,
    @Nullable IntegerSource maxConcurrency,
    @Nullable IntegerSource toleratedFailureCount,
    @Nullable DecimalSource toleratedFailurePercentage,
    @Nullable Distribution distributed,
    List<Retrier> retry,
    List<Catcher> catchers,
    @Nullable Assign assign,
    Transition transition)
    implements State, Continuing, Recovering {
  public MapState {
    retry = List.copyOf(retry);
    catchers = List.copyOf(catchers);
  }

  /** Which items, and what an iteration gets. */
  public sealed interface Items {
    /**
     * @param itemsPath {@code ItemsPath} on the effective input; null = all of it
     * @param selector {@code ItemSelector} (or the deprecated {@code Parameters}); null = the item
     *     itself
     */
    record FromPath(@Nullable JsonPath itemsPath, @Nullable PayloadTemplate selector)
        implements Items {}

    /**
     * @param items {@code Items}; null = the input
     * @param selector {@code ItemSelector}; null = the item itself
     */
    record FromJsonata(@Nullable JsonataTemplate items, @Nullable JsonataTemplate selector)
        implements Items {}
  }

  /**
   * What only Distributed mode has, as written.
   *
   * @param label {@code Label}
   * @param itemReader {@code ItemReader}
   * @param itemBatcher {@code ItemBatcher}
   * @param resultWriter {@code ResultWriter}
   * @param batcher {@code ItemBatcher}, compiled
   * @param reader {@code ItemReader}, compiled
   * @param writer {@code ResultWriter}, compiled
   */
  public record Distribution(
      @Nullable String label,
      @Nullable Json itemReader,
      @Nullable Json itemBatcher,
      @Nullable Json resultWriter,
      @Nullable ItemBatcher batcher,
      @Nullable ItemReader reader,
      ResultWriter writer) {}

  /** What is made of the results of child executions. */
  public ResultWriter resultWriter() {
    return distributed == null ? ResultWriter.NONE : distributed.writer();
  }

  /** Where the items of child executions are read from; null: they are of the state's data. */
  public @Nullable ItemReader itemReader() {
    return distributed == null ? null : distributed.reader();
  }
}
