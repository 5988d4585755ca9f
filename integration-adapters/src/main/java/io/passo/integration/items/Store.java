package io.passo.integration.items;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where objects are, as far as readers need it. */
interface Store {
  /**
   * An object as it is now.
   *
   * @param version null = the latest
   * @throws IOException if it is not there or cannot be read
   */
  StoredObject open(String bucket, String key, @Nullable String version) throws IOException;

  /**
   * Objects of a bucket in the order of their keys, at most 1,000 of them.
   *
   * @param after only those behind this key; null = from the first one
   */
  List<Listed> list(String bucket, @Nullable String prefix, @Nullable String after)
      throws IOException;

  /**
   * An object of a list.
   *
   * @param item what is an item of a list of objects
   */
  record Listed(String key, long size, ObjectNode item) {}
}
