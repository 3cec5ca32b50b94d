import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** HTTP/1.1 and websockets over TLS, as far as the operator's client uses them. */
final class HttpsServer {
  private final ApiServer api;
  private final Store store;

  HttpsServer(ApiServer api, Store store) {
    this.api = api;
    this.store = store;
  }

  /**
   * Listens.
   *
   * @param account where a Pod's account is mounted; what the operator needs to connect is put
   *     there
   * @return the port
   */
  int serve(Path account) throws Exception {
    Path keys = Files.createTempDirectory("training").resolve("keys.p12");
    keytool(
        keys,
        "-genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=training -ext"
            + " san=ip:127.0.0.1");
    Files.createDirectories(account);
    keytool(keys, "-exportcert -alias server -rfc -file " + account.resolve("ca.crt"));
    Files.writeString(account.resolve("token"), "training");
    Files.writeString(account.resolve("namespace"), "training");

    KeyStore certificate = KeyStore.getInstance(keys.toFile(), "password".toCharArray());
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(certificate, "password".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    var server = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0, 1000);
    Thread.ofPlatform().daemon().start(() -> accept(server));
    return server.getLocalPort();
  }

  private static void keytool(Path keys, String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(Arrays.asList(arguments.split(" ")));
    command.addAll(List.of("-keystore", keys.toString(), "-storepass", "password"));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
  }

  private void accept(SSLServerSocket server) {
    while (true) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> converse(socket));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void converse(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
      for (String request = line(in); request != null; request = line(in)) {
        if (request.isEmpty()) {
          continue;
        }
        Map<String, String> headers = headers(in);
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String method = request.split(" ")[0];
        URI uri = URI.create(request.split(" ")[1]);
        if (uri.getQuery() != null && uri.getQuery().contains("watch=true")) {
          Watch.serve(store, uri, headers.get("sec-websocket-key"), in, out);
          return;
        }
        send(api.answer(method, uri.getPath(), new String(body, UTF_8)), out);
      }
    } catch (EOFException | SocketException closed) {
      // the client's right
    } catch (Exception e) {
      e.printStackTrace();
    }
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(header.substring(0, colon), header.substring(colon + 1).trim());
    }
    return headers;
  }

  private static void send(ApiServer.Answer answer, OutputStream out) throws IOException {
    byte[] bytes = Json.MAPPER.writeValueAsBytes(answer.body());
    String head =
        "HTTP/1.1 %d -\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(answer.status(), bytes.length);
    out.write(head.getBytes(US_ASCII));
    out.write(bytes);
    out.flush();
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(UTF_8);
  }
}
