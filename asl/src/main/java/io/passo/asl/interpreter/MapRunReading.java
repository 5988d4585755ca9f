package io.passo.asl.interpreter;

import io.passo.asl.data.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a Map Run has read the items that {@code ItemReader} names. Pages that were read are
 * frames of their own until children have been given all of their items.
 *
 * @param number page that is being read or comes next, from 0; in frames {@code rn}
 * @param isOpen whether it is being read; {@code ro}
 * @param hasEnded whether there are no more items; {@code re}
 * @param cursor where that page begins, as the reader has said; null = at the start; {@code rc}
 * @param firstPage number of the first page that is kept; {@code rp}
 * @param firstItem index of its first item; {@code ri}
 * @param pageSizes items of each page that is kept; {@code rs}
 */
public record MapRunReading(
    int number,
    boolean isOpen,
    boolean hasEnded,
    @Nullable Json cursor,
    int firstPage,
    int firstItem,
    List<Integer> pageSizes) {
  /** Nothing has been read; the first page gets that number. */
  public static MapRunReading from(int first) {
    return new MapRunReading(first, false, false, null, first, 0, List.of());
  }

  public MapRunReading {
    pageSizes = List.copyOf(pageSizes);
  }

  /** The next page is being read. */
  public MapRunReading reading() {
    return new MapRunReading(number, true, hasEnded, cursor, firstPage, firstItem, pageSizes);
  }

  /**
   * The page has been read, and is kept.
   *
   * @param sizes items of all pages that are kept now
   * @param next where the next one begins; null = there is none
   */
  public MapRunReading read(List<Integer> sizes, @Nullable Json next) {
    return new MapRunReading(number + 1, false, next == null, next, firstPage, firstItem, sizes);
  }

  /** The first page is needed no more. */
  public MapRunReading dropped() {
    return new MapRunReading(
        number,
        isOpen,
        hasEnded,
        cursor,
        firstPage + 1,
        firstItem + pageSizes.getFirst(),
        pageSizes.subList(1, pageSizes.size()));
  }

  /** Nothing more is to be read. */
  public MapRunReading ended() {
    return new MapRunReading(number, false, true, cursor, firstPage, firstItem, pageSizes);
  }
}
