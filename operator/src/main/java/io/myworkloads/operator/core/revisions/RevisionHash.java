package io.myworkloads.operator.core.revisions;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A short name for a template, good for a label's value and the end of an object's name.
 *
 * <p>upstream: pkg/controller/controller_utils.go ComputeHash, and
 * k8s.io/apimachinery/pkg/util/rand SafeEncodeString. The text that is hashed is another: upstream
 * prints a Go struct.
 */
public final class RevisionHash {
  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  /** Without vowels and what looks like them, so that no word comes about. */
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private RevisionHash() {}

  /**
   * The hash of a template.
   *
   * @param template as canonical text: the same for equal templates
   * @param collisionCount how often the name was another's; null where it never was
   */
  public static String of(String template, @Nullable Integer collisionCount) {
    int hash = fnv1a(FNV_OFFSET, template.getBytes(StandardCharsets.UTF_8));
    if (collisionCount != null) {
      byte[] count =
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(collisionCount).array();
      hash = fnv1a(hash, count);
    }
    return encoded(Integer.toUnsignedString(hash));
  }

  private static int fnv1a(int from, byte[] bytes) {
    int hash = from;
    for (byte each : bytes) {
      hash ^= each & 0xff;
      hash *= FNV_PRIME;
    }
    return hash;
  }

  static String encoded(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.chars().forEach(c -> result.append(ALPHABET.charAt(c % ALPHABET.length())));
    return result.toString();
  }
}
