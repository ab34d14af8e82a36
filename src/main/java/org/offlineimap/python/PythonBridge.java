package org.offlineimap.python;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.python.Question.Numbered;
import org.offlineimap.python.Question.Wanted;

/**
 * The user's Python: started when something needs it, asked in batches, started anew after a crash
 * or hang of user code. The pythonfile is run once a process, and its globals live as long as that
 * (reference: Python in the configuration, 1.3). Thread-safe, guarded by one lock: one question at
 * a time.
 */
public final class PythonBridge implements AutoCloseable {
  private final PythonSettings settings;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<PythonExpression, Integer> numbers = new LinkedHashMap<>();

  /** What is wrong with an expression, whatever is done. */
  @GuardedBy("lock")
  private final Map<PythonExpression, String> wrong = new HashMap<>();

  /** What the running process has compiled. */
  @GuardedBy("lock")
  private final Set<Integer> prepared = new HashSet<>();

  @GuardedBy("lock")
  private @Nullable CoProcess process;

  /** Why there will be no process: no interpreter, or a pythonfile that fails. */
  @GuardedBy("lock")
  private @Nullable AccountFailure broken;

  /** Starts nothing yet. */
  public PythonBridge(PythonSettings settings) {
    this.settings = settings;
  }

  /** Whether the interpreter has to be asked about this value. */
  public static boolean isNeededFor(PythonExpression expression) {
    return expression.isFunction() || expression.literal().isEmpty();
  }

  /**
   * Compiles all expressions, and evaluates those that are functions, in one exchange. Plain
   * literals are passed over. May run user code for as long as it likes, within the limits.
   *
   * @return what is wrong, for people, by expression; no file and line
   */
  public Map<PythonExpression, String> check(Collection<PythonExpression> expressions) {
    lock.lock();
    try {
      List<Numbered> needed = numbered(expressions);
      if (needed.isEmpty()) {
        return Map.of();
      }
      try {
        prepare(needed);
      } catch (AccountFailure e) {
        blame(needed, e);
      }
      Map<PythonExpression, String> found = new LinkedHashMap<>();
      for (Numbered one : needed) {
        Optional.ofNullable(wrong.get(one.expression()))
            .ifPresent(text -> found.put(one.expression(), text));
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /** Those that need the interpreter, with their numbers. */
  @GuardedBy("lock")
  private List<Numbered> numbered(Collection<PythonExpression> expressions) {
    List<Numbered> needed = new ArrayList<>();
    for (PythonExpression one : expressions) {
      if (isNeededFor(one)) {
        numbers.putIfAbsent(one, numbers.size());
        needed.add(new Numbered(numbers.getOrDefault(one, 0), one));
      }
    }
    return needed;
  }

  /** A crash or hang while several were looked at: only who does it alone is to blame. */
  @GuardedBy("lock")
  private void blame(List<Numbered> suspects, AccountFailure failure) {
    boolean alone = broken != null || suspects.size() == 1;
    for (Numbered one : suspects) {
      if (alone) {
        wrong.put(one.expression(), failure.text());
      } else {
        check(List.of(one.expression()));
      }
    }
  }

  /** Evaluates an expression that is no plain literal. */
  PythonValue value(PythonExpression expression, Wanted wanted) throws AccountFailure {
    Call call = new Call(expression, settings.limits().people(), _ -> "");
    return answer(call, id -> Question.value(id, wanted))
        .getOrDefault("value", new PythonValue.None());
  }

  /** Calls a function once for each list of arguments; {@code about} names a call for people. */
  List<PythonValue> call(
      PythonExpression function, Wanted wanted, List<List<PythonValue>> arguments, Naming about)
      throws AccountFailure {
    Call call = new Call(function, limit(function), about);
    return items(answer(call, id -> Question.call(id, wanted, arguments)));
  }

  /** The order of items as positions, by a comparison of two or by a key of one. */
  List<Integer> order(PythonExpression function, boolean compare, List<PythonValue> items)
      throws AccountFailure {
    Call call = new Call(function, limit(function), _ -> "");
    List<Integer> order = new ArrayList<>();
    for (PythonValue value : items(answer(call, id -> Question.sort(id, compare, items)))) {
      if (value instanceof PythonValue.Whole(var position)) {
        order.add((int) position);
      }
    }
    return order;
  }

  private static List<PythonValue> items(Map<String, PythonValue> answer) {
    return answer.get("values") instanceof PythonValue.Items(var values) ? values : List.of();
  }

  private Duration limit(PythonExpression function) {
    return function.option().equals("newmail_hook")
        ? settings.limits().people()
        : settings.limits().rules();
  }

  /** How a message calls one of several calls; ends in a blank where it says anything. */
  @FunctionalInterface
  interface Naming {
    String of(int index);
  }

  /** Makes the question once the expression's number is known. */
  @FunctionalInterface
  private interface Asking {
    byte[] about(int id);
  }

  private record Call(PythonExpression expression, Duration limit, Naming about) {}

  private Map<String, PythonValue> answer(Call call, Asking asking) throws AccountFailure {
    PythonExpression expression = call.expression();
    lock.lock();
    try {
      String known = check(List.of(expression)).get(expression);
      if (known != null) {
        throw failure(expression, known);
      }
      Map<String, PythonValue> answer = ask(expression, asking, call.limit());
      Optional<PythonFault> fault = fault(answer.get("fault"));
      if (fault.isPresent()) {
        throw failure(
            expression,
            call.about().of(Json.number(answer, "index")) + fault.get().told(expression));
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private Map<String, PythonValue> ask(PythonExpression expression, Asking asking, Duration limit)
      throws AccountFailure {
    try {
      List<Numbered> one = numbered(List.of(expression));
      return prepare(one).ask(asking.about(one.getFirst().id()), limit);
    } catch (AccountFailure e) {
      throw failure(expression, e.text());
    }
  }

  /** The running interpreter with these expressions compiled. */
  @GuardedBy("lock")
  private CoProcess prepare(List<Numbered> wanted) throws AccountFailure {
    CoProcess running = running();
    List<Numbered> fresh = new ArrayList<>();
    for (Numbered one : wanted) {
      if (!wrong.containsKey(one.expression()) && prepared.add(one.id())) {
        fresh.add(one);
      }
    }
    if (fresh.isEmpty()) {
      return running;
    }
    Map<String, PythonValue> answer =
        running.ask(Question.prepare(fresh), settings.limits().people());
    if (answer.get("faults") instanceof PythonValue.Items(var told)) {
      for (PythonValue one : told) {
        remember(fresh, one);
      }
    }
    return running;
  }

  @GuardedBy("lock")
  private void remember(List<Numbered> asked, PythonValue told) {
    if (told instanceof PythonValue.Fields(var fields)) {
      int id = Json.number(fields, "id");
      for (Numbered one : asked) {
        if (one.id() == id) {
          wrong.put(one.expression(), fault(told).orElseThrow().told(one.expression()));
        }
      }
    }
  }

  @GuardedBy("lock")
  private CoProcess running() throws AccountFailure {
    CoProcess current = process;
    if (current != null && current.isAlive()) {
      return current;
    }
    if (broken != null) {
      throw broken;
    }
    prepared.clear();
    try {
      CoProcess started = CoProcess.start(settings);
      process = started;
      begin(started);
      return started;
    } catch (AccountFailure e) {
      broken = e;
      throw e;
    } catch (IOException e) {
      broken = noPython(e);
      throw broken;
    }
  }

  private AccountFailure noPython(IOException e) {
    return new AccountFailure(
        AccountFailure.Kind.CONFIG,
        ("this needs Python 3, and '%s' cannot be started; install python3, or name one with"
                + " python = PATH in [general] (%s)")
            .formatted(settings.interpreter(), e.getMessage()),
        e);
  }

  private void begin(CoProcess started) throws AccountFailure {
    Map<String, PythonValue> answer =
        started.ask(Question.begin(settings.pythonFile()), settings.limits().people());
    Optional<PythonFault> fault = fault(answer.get("fault"));
    if (fault.isPresent()) {
      started.close();
      String file = settings.pythonFile().map(Object::toString).orElse("");
      throw new AccountFailure(
          AccountFailure.Kind.CONFIG,
          "the pythonfile %s failed: %s".formatted(file, fault.get().told()),
          null);
    }
  }

  private static Optional<PythonFault> fault(@Nullable PythonValue told) {
    if (told instanceof PythonValue.Fields(var fields)) {
      return Optional.of(
          new PythonFault(
              Json.text(fields, "class").orElse("Exception"),
              Json.text(fields, "message").orElse(""),
              Json.text(fields, "file").orElse(""),
              Json.number(fields, "line")));
    }
    return Optional.empty();
  }

  static AccountFailure failure(PythonExpression expression, String what) {
    return new AccountFailure(AccountFailure.Kind.CONFIG, expression.place() + ": " + what, null);
  }

  /** Ends the interpreter, if it runs. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (process != null) {
        process.close();
        process = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
