package io.passo.coordinator.definition;

import io.passo.coordinator.definition.PageQuery.Cursor;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Keyset pages of entities {@code e} with account, region, creation date and ARN. */
final class Page {
  private static final String AFTER =
      " and e.creationDate >= :date and (e.creationDate > :date or e.arn > :arn)";
  private static final String ORDER = " order by e.creationDate, e.arn";

  private Page() {}

  /**
   * @param select query that names {@code :account} and {@code :region} and ends in its where
   *     clause
   */
  static <T> SelectionQuery<T> select(
      StatelessSession session, String select, PageQuery query, Class<T> result) {
    Cursor after = query.after();
    SelectionQuery<T> page =
        session
            .createSelectionQuery(select + (after == null ? "" : AFTER) + ORDER, result)
            .setParameter("account", query.account())
            .setParameter("region", query.region())
            .setMaxResults(query.limit());
    if (after != null) {
      page.setParameter("date", after.creationDate().toEpochMilli())
          .setParameter("arn", after.arn());
    }
    return page;
  }
}
