package io.myworkloads.operator.sim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets a merge patch replace the lists of an object in the mock of the API server, as RFC 7386 has
 * it: by itself the mock appends to them. Its mapper must know before the first patch, so that this
 * extension is one of all tests.
 */
@SuppressWarnings("deprecation") // the mock takes its mapper from there
public final class MergePatches implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Serialization.jsonMapper().configOverride(ArrayNode.class).setMergeable(false);
  }
}
