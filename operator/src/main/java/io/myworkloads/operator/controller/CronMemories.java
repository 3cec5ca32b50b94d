package io.myworkloads.operator.controller;

import io.myworkloads.operator.core.cron.CronMemory;
import io.myworkloads.operator.core.cron.CronStep.Tell;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process knows of MyCronJobs besides what can be seen, and what it has told of them.
 * Kept in memory because the question is what this very process knows; dropped with the object.
 */
final class CronMemories {
  private final Map<String, CronMemory> memories = new ConcurrentHashMap<>();

  /** What is so of an object, and was told. */
  private final Map<String, Set<String>> told = new ConcurrentHashMap<>();

  CronMemory of(String uid) {
    return memories.getOrDefault(uid, CronMemory.NONE);
  }

  void put(String uid, CronMemory memory) {
    if (!memory.equals(memories.get(uid))) {
      memories.put(uid, memory);
    }
  }

  /**
   * What is to be told of what is so now.
   *
   * @param standing by what it is about; what is in it no longer may be told again when it returns
   */
  List<Tell> news(String uid, Map<String, Tell> standing) {
    Set<String> before = told.getOrDefault(uid, Set.of());
    if (standing.isEmpty()) {
      told.remove(uid);
    } else if (!standing.keySet().equals(before)) {
      told.put(uid, Set.copyOf(standing.keySet()));
    }
    return standing.entrySet().stream()
        .filter(entry -> !before.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The object is gone. */
  void forget(String uid) {
    memories.remove(uid);
    told.remove(uid);
  }
}
