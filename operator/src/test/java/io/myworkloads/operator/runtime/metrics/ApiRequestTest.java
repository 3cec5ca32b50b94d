package io.myworkloads.operator.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestTest {
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET, /api/v1/pods, list, pods",
    "GET, /api/v1/pods?resourceVersion=0, list, pods",
    "GET, /api/v1/pods?allowWatchBookmarks=true&watch=true, watch, pods",
    "GET, /api/v1/namespaces/shop/pods?watch=false, list, pods",
    "GET, /api/v1/namespaces/shop/pods/a, get, pods",
    "POST, /api/v1/namespaces/shop/pods, create, pods",
    "DELETE, /api/v1/namespaces/shop/pods/a, delete, pods",
    "DELETE, /api/v1/namespaces/shop/pods, deletecollection, pods",
    "PATCH, /api/v1/namespaces/shop/pods/a, patch, pods",
    "PATCH, /api/v1/namespaces/shop/pods/a/status, patch, pods/status",
    "PUT, /apis/myworkloads.io/v1/namespaces/shop/myreplicasets/a/status, update, myreplicasets/status",
    "GET, /apis/myworkloads.io/v1/myreplicasets, list, myreplicasets",
    "GET, /api/v1/namespaces, list, namespaces",
    "GET, /api/v1/namespaces/shop, get, namespaces",
    "GET, /api/v1/nodes/n1, get, nodes",
    "GET, /apis/myworkloads.io/v1, get, none",
    "GET, /apis, get, none",
    "GET, /version, get, none",
    "GET, /, get, none",
    "OPTIONS, /api/v1/pods, options, pods",
  })
  void tells(String method, String path, String verb, String resource) {
    assertThat(ApiRequest.of(method, URI.create("https://kubernetes" + path)))
        .isEqualTo(new ApiRequest(verb, resource));
  }
}
