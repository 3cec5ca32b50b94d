package io.myworkloads.operator.runtime.metrics;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API server in its own terms, without the names of namespaces and objects.
 *
 * <p>upstream: k8s.io/apiserver/pkg/endpoints/request/requestinfo.go, NewRequestInfo
 *
 * @param verb get, list, watch, create, update, patch, delete or deletecollection; the method in
 *     lower case where the path names no resource
 * @param resource in the plural, with its subresource: pods, pods/status; "none" for /version and
 *     the like
 */
record ApiRequest(String verb, String resource) {
  static final String NO_RESOURCE = "none";

  static ApiRequest of(String method, URI uri) {
    List<String> path = List.of(uri.getPath().replaceAll("^/+|/+$", "").split("/"));
    int versionAt =
        switch (path.getFirst()) {
          case "api" -> 1;
          case "apis" -> 2;
          default -> Integer.MAX_VALUE - 1;
        };
    if (path.size() <= versionAt + 1) {
      return new ApiRequest(method.toLowerCase(Locale.ROOT), NO_RESOURCE);
    }
    List<String> rest = path.subList(versionAt + 1, path.size());
    if (rest.size() > 2 && rest.getFirst().equals("namespaces")) {
      rest = rest.subList(2, rest.size());
    }
    String resource = rest.size() > 2 ? rest.get(0) + "/" + rest.get(2) : rest.get(0);
    return new ApiRequest(verb(method, rest.size() > 1, uri.getQuery()), resource);
  }

  private static String verb(String method, boolean named, @Nullable String query) {
    return switch (method) {
      case "GET" -> isWatch(query) ? "watch" : named ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> named ? "delete" : "deletecollection";
      default -> method.toLowerCase(Locale.ROOT);
    };
  }

  private static boolean isWatch(@Nullable String query) {
    return query != null && List.of(query.split("&")).contains("watch=true");
  }
}
