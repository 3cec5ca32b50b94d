import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Trains the AOT cache of the operator's image: plays the API server and the kubelet to the
 * operator while it does what it does all day, and then stops it, so that the JVM writes down which
 * classes that took.
 *
 * <p>Runs from source in the image build, where no cluster can be had, with Jackson from the
 * operator's own libraries. It is no test: it accepts whatever it is sent.
 *
 * <p>Usage: {@code java -cp "lib/*" Training.java JAVA OPTIONS...}, which are the command that runs
 * the operator.
 */
final class Training {
  static final int HTTP_PORT = 18080;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process operator;

  private Training(Process operator) {
    this.operator = operator;
  }

  public static void main(String[] command) throws Exception {
    var store = new Store();
    Path account = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    int port = new HttpsServer(new ApiServer(store), store).serve(account);
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("KUBERNETES_SERVICE_HOST", "127.0.0.1");
    builder.environment().put("KUBERNETES_SERVICE_PORT", Integer.toString(port));
    builder.environment().put("POD_NAME", "training");
    builder.environment().put("POD_NAMESPACE", "training");
    builder.environment().put("MYWORKLOADS_HTTP_PORT", Integer.toString(HTTP_PORT));
    Process operator = builder.start();
    try {
      new Stories(store, new Training(operator)).play();
      operator.destroy(); // SIGTERM: the cache is written when the JVM has shut down in order
      if (!operator.waitFor(180, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the operator did not stop");
      }
    } finally {
      operator.destroyForcibly();
    }
    System.exit(0); // connections that are still open end here
  }

  /** Waits until the operator has done this. */
  void await(String what, BooleanSupplier seen) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!seen.getAsBoolean()) {
      if (!operator.isAlive()) {
        throw new IllegalStateException("the operator ended with " + operator.exitValue());
      }
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("not seen within " + PATIENCE + ": " + what);
      }
      Thread.sleep(20);
    }
    System.out.println("seen: " + what);
  }
}
