import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The events of a collection over one connection: as websocket messages, or in chunks. */
final class Watch {
  private static final Pattern SINCE = Pattern.compile("resourceVersion=([0-9]+)");

  private final boolean websocket;
  private final OutputStream out;

  private Watch(boolean websocket, OutputStream out) {
    this.websocket = websocket;
    this.out = out;
  }

  /**
   * Returns when the client ends the connection.
   *
   * @param key the client's word for its websocket; null for one that wants none
   */
  static void serve(Store store, URI uri, String key, InputStream in, OutputStream out)
      throws Exception {
    var watch = new Watch(key != null, out);
    out.write(head(key).getBytes(US_ASCII));
    out.flush();
    Matcher since = SINCE.matcher(uri.getQuery());
    Runnable end =
        store.watch(
            uri.getPath(), since.find() ? Integer.parseInt(since.group(1)) : 0, watch::send);
    while (in.read() >= 0) {
      // pings, and the frame that closes: the connection's end says the same
    }
    end.run();
  }

  private static String head(String key) throws Exception {
    if (key == null) {
      return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding:"
          + " chunked\r\n\r\n";
    }
    byte[] digest =
        MessageDigest.getInstance("SHA-1")
            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII));
    return "HTTP/1.1 101 Switching Protocols\r\n"
        + "Upgrade: websocket\r\n"
        + "Connection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: "
        + Base64.getEncoder().encodeToString(digest)
        + "\r\n\r\n";
  }

  private void send(Store.Event event) {
    try {
      byte[] bytes = Json.MAPPER.writeValueAsBytes(event.json());
      if (websocket) {
        frame(bytes.length);
        out.write(bytes);
      } else {
        out.write((Integer.toHexString(bytes.length + 1) + "\r\n").getBytes(US_ASCII));
        out.write(bytes);
        out.write("\n\r\n".getBytes(US_ASCII));
      }
      out.flush();
    } catch (IOException closed) {
      // its reader ends it
    }
  }

  /** A whole text message of so many bytes. */
  private void frame(int length) throws IOException {
    out.write(0x81);
    if (length < 126) {
      out.write(length);
    } else if (length < 65536) {
      out.write(new byte[] {126, (byte) (length >> 8), (byte) length});
    } else {
      throw new IllegalArgumentException("no event here is that long");
    }
  }
}
