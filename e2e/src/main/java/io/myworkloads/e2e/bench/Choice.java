package io.myworkloads.e2e.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What of all is to be measured.
 *
 * @param contenders by name
 */
record Choice(int rounds, List<String> contenders, List<Suite> suites) {

  /**
   * By the variables ROUNDS, CONTENDERS and SUITES.
   *
   * @throws IllegalArgumentException for a suite that does not exist
   */
  static Choice of(Map<String, String> env) {
    List<Suite> all = Suite.all();
    List<String> names = all.stream().map(Suite::name).toList();
    List<String> chosen = env.containsKey("SUITES") ? words(env.get("SUITES")) : names;
    for (String name : chosen) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "SUITES: \"%s\" does not exist; there are %s".formatted(name, names));
      }
    }
    return new Choice(
        Integer.parseInt(env.getOrDefault("ROUNDS", "3")),
        words(env.getOrDefault("CONTENDERS", "lifted,ours,as-shipped")),
        all.stream().filter(suite -> chosen.contains(suite.name())).toList());
  }

  private static List<String> words(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
  }

  boolean has(Contender contender) {
    return contenders.contains(contender.name());
  }
}
