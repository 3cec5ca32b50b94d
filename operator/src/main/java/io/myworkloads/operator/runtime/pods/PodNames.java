package io.myworkloads.operator.runtime.pods;

import java.util.random.RandomGenerator;

/**
 * Names for new Pods, made here and not by the server, so that a request that is repeated because
 * its answer was lost cannot make a second Pod.
 *
 * <p>upstream: k8s.io/apiserver/pkg/storage/names/generate.go, pkg/controller/controller_utils.go
 * getPodsPrefix
 */
public final class PodNames {
  /** Without vowels and what looks like them, so that no word comes about. */
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX_LENGTH = 5;

  /** So that the name is a host name, of 63 characters at most. */
  private static final int MAX_BASE_LENGTH = 63 - SUFFIX_LENGTH;

  private static final int MAX_NAME_LENGTH = 253;

  private final RandomGenerator random;

  public PodNames(RandomGenerator random) {
    this.random = random;
  }

  /**
   * What a Pod's {@code generateName} says: the owner's name and a dash where there is room for
   * one.
   */
  static String prefix(String ownerName) {
    return ownerName.length() < MAX_NAME_LENGTH ? ownerName + "-" : ownerName;
  }

  /** A new name that begins with this prefix, or with as much of it as a host name has room for. */
  String next(String prefix) {
    var name = new StringBuilder(prefix.substring(0, Math.min(prefix.length(), MAX_BASE_LENGTH)));
    synchronized (random) {
      for (int i = 0; i < SUFFIX_LENGTH; i++) {
        name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
    }
    return name.toString();
  }
}
