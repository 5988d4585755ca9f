package io.passo.coordinator.engine;

import java.util.Set;

/** What the group tells about partitions, to whoever runs their lanes. */
public interface PartitionLanes {
  /** The group assigned a partition: takes it over and runs it. */
  void assign(int partition);

  /** The group wants partitions back: returns when they are handed over, or after 8 s. */
  void revoke(Set<Integer> partitions);

  /** The group has given partitions to others already: nothing can be handed over. */
  void lose(Set<Integer> partitions);
}
