package io.passo.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersFileTest {
  @Test
  void shouldKnowWhatTheBatchesOfTheFileGive(@TempDir Path folder) throws IOException {
    // given
    OrdersFile orders = new OrdersFile(1_201, 500);
    Path file = folder.resolve("orders.csv");

    // when
    orders.write(file);

    // then
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1_202).startsWith("order_id,country,amount", "0,DE,0", "1,FR,31");
    long last =
        lines.subList(1_001, 1_202).stream()
            .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(',') + 1)))
            .sum();
    assertThat(orders.sums())
        .hasSize(3)
        .doesNotHaveDuplicates()
        .endsWith("{\"rows\":201,\"amount\":" + last + "}");
  }
}
