package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.runtime.client.ApiError;
import io.myworkloads.operator.sim.Faults.Request;
import io.myworkloads.operator.sim.Faults.Verb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What lies between an operator and the API server: each of the operator's requests passes here,
 * and may fail here.
 */
public final class Requests {

  /** A request of the operator, and what became of it. */
  public record Answered(Request request, Fault fault, String answer) {
    /** Whether the operator heard what became of it. */
    public boolean heard() {
      return !fault.hidesAnswer();
    }

    @Override
    public String toString() {
      return request + (fault == Fault.NONE ? "" : " " + fault) + ": " + answer;
    }
  }

  private final List<Answered> answered = new ArrayList<>();
  private Faults faults = Faults.NONE;
  private Runnable meanwhile = () -> {};
  private final List<Consumer<Request>> watches = new ArrayList<>();
  private @Nullable Request current;
  private boolean crashed;
  private long writes;

  /** From now on requests fail as this says. */
  public void fail(Faults plan) {
    faults = plan;
  }

  /** What happens while a request is on its way to the server. */
  public void meanwhile(Runnable happening) {
    meanwhile = happening;
  }

  /** Told of each request when it is sent, whatever becomes of it. */
  public void watch(Consumer<Request> watch) {
    watches.add(watch);
  }

  /** The request that the server is carrying out; null between requests. */
  public @Nullable Request current() {
    return current;
  }

  /** Whether the operator was killed by a fault, after which none of its requests arrives. */
  public boolean crashed() {
    return crashed;
  }

  /** There is a new operator. */
  public void restarted() {
    crashed = false;
  }

  /** Those so far. */
  public List<Answered> answered() {
    return Collections.unmodifiableList(answered);
  }

  /** How many of them could change something. */
  public long writes() {
    return writes;
  }

  <T> T answer(Verb verb, String name, Supplier<T> work) {
    if (crashed) {
      throw new Crash();
    }
    var request = new Request(verb, name);
    watches.forEach(watch -> watch.accept(request));
    meanwhile.run();
    Fault fault = faults.of(request);
    Outcome<T> outcome = fault.done() ? carryOut(request, work) : new Outcome<>(null, null);
    if (fault == Fault.REPEATED) {
      outcome = carryOut(request, work);
    }
    note(request, fault, outcome.refused());
    if (fault.crash()) {
      crashed = true;
      throw new Crash();
    }
    if (fault.hidesAnswer()) {
      throw fault.exception(request.toString());
    }
    if (outcome.refused() != null) {
      throw outcome.refused();
    }
    return Objects.requireNonNull(outcome.result());
  }

  private record Outcome<T>(@Nullable T result, @Nullable KubernetesClientException refused) {}

  private <T> Outcome<T> carryOut(Request request, Supplier<T> work) {
    current = request;
    try {
      return new Outcome<>(work.get(), null);
    } catch (KubernetesClientException e) {
      return new Outcome<>(null, e);
    } finally {
      current = null;
    }
  }

  private void note(Request request, Fault fault, @Nullable KubernetesClientException refused) {
    answered.add(
        new Answered(
            request,
            fault,
            !fault.done() ? "not done" : refused == null ? "done" : ApiError.message(refused)));
    if (request.verb() != Verb.GET && request.verb() != Verb.LIST) {
      writes++;
    }
  }
}
