package io.myworkloads.operator;

import io.myworkloads.operator.bootstrap.Clients;
import io.myworkloads.operator.bootstrap.Controllers;
import io.myworkloads.operator.bootstrap.InvalidSettingsException;
import io.myworkloads.operator.bootstrap.Logging;
import io.myworkloads.operator.bootstrap.OldGeneration;
import io.myworkloads.operator.bootstrap.OperatorProcess;
import io.myworkloads.operator.bootstrap.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import org.slf4j.LoggerFactory;

/** Starts the operator. Exit codes: 2 for wrong settings, 1 for anything else that ended it. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Settings settings;
    try {
      settings = Settings.from(System.getenv(), hostname());
    } catch (InvalidSettingsException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Logging.configure(settings);
    OldGeneration.keepSmall();
    try {
      run(settings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(Main.class)
          .atError()
          .addKeyValue("cause", rootCause(e))
          .setCause(e)
          .log("The operator cannot start");
      System.exit(1);
    }
  }

  private static void run(Settings settings) throws InterruptedException {
    var process =
        new OperatorProcess(
            settings,
            Clients::connect,
            Controllers::all,
            Clock.systemUTC(),
            // two replicas that start at the same time must not choose the same names
            new Random(new SecureRandom().nextLong()),
            Main::die);
    Runtime.getRuntime().addShutdownHook(new Thread(process::close, "shutdown"));
    process.start();
  }

  /** Ends the process at once: another one may be working by now. */
  private static void die(String why) {
    LoggerFactory.getLogger(Main.class)
        .atError()
        .addKeyValue("cause", why)
        .log("The operator must not go on");
    Runtime.getRuntime().halt(1);
  }

  private static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-host-" + ProcessHandle.current().pid();
    }
  }

  private static String rootCause(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }
}
