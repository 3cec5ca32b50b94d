package io.myworkloads.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order of the columns of {@code kubectl get}: the generator orders them by the path of their
 * field.
 *
 * <p>upstream: pkg/printers/internalversion/printers.go
 */
final class Columns {
  private static final List<String> ORDER =
      List.of(
          "Desired",
          "Current",
          "Ready",
          "Up-to-date",
          "Available",
          "Node Selector",
          "Status",
          "Completions",
          "Progress",
          "Duration",
          "Schedule",
          "Timezone",
          "Suspend",
          "Active",
          "Last Schedule",
          "Next Schedule",
          "Age",
          "Containers",
          "Images",
          "Selector");

  private Columns() {}

  static void sort(ArrayNode columns) {
    List<JsonNode> sorted = new ArrayList<>();
    columns.forEach(sorted::add);
    sorted.sort(Comparator.comparingInt(Columns::position));
    columns.removeAll().addAll(sorted);
  }

  private static int position(JsonNode column) {
    String name = column.path("name").asText();
    int position = ORDER.indexOf(name);
    if (position < 0) {
      throw new IllegalArgumentException("no place for the column " + name);
    }
    return position;
  }
}
