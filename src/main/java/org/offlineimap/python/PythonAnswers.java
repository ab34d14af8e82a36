package org.offlineimap.python;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.config.PythonLiteral;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.python.Question.Wanted;

/**
 * The bridge's answers, typed: what a function or value may be, and what is said of anything else.
 * Thread-safe.
 */
public final class PythonAnswers implements Evaluator {
  private final PythonBridge bridge;

  /** Asks {@code bridge}. */
  public PythonAnswers(PythonBridge bridge) {
    this.bridge = bridge;
  }

  @Override
  public Optional<String> text(PythonExpression expression) throws AccountFailure {
    return switch (value(expression, Wanted.VALUE)) {
      case PythonValue.Text(var text) -> Optional.of(text);
      case PythonValue.Octets(var text) -> Optional.of(text);
      case PythonValue.None _ -> Optional.empty();
      case PythonValue other -> throw wrongType(expression, "", "a str or bytes", other);
    };
  }

  @Override
  public Optional<char[]> secret(PythonExpression expression) throws AccountFailure {
    return text(expression).map(String::toCharArray);
  }

  @Override
  public long whole(PythonExpression expression) throws AccountFailure {
    PythonValue value = value(expression, Wanted.VALUE);
    if (value instanceof PythonValue.Whole(var number)) {
      return number;
    }
    throw wrongType(expression, "", "an int", value);
  }

  @Override
  public List<String> texts(PythonExpression expression) throws AccountFailure {
    PythonValue value = value(expression, Wanted.ITEMS);
    if (!(value instanceof PythonValue.Items(var items))) {
      throw wrongType(expression, "", "a list of str", value);
    }
    List<String> texts = new ArrayList<>();
    for (PythonValue item : items) {
      if (!(item instanceof PythonValue.Text(var text))) {
        throw wrongType(expression, "", "a list of str only", item);
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }

  private PythonValue value(PythonExpression expression, Wanted wanted) throws AccountFailure {
    Optional<PythonLiteral> literal = expression.literal();
    if (literal.isEmpty()) {
      return bridge.value(expression, wanted);
    }
    return switch (literal.get()) {
      case PythonLiteral.Text(var text) -> new PythonValue.Text(text);
      case PythonLiteral.Whole(var number) -> new PythonValue.Whole(number);
      case PythonLiteral.None _ -> new PythonValue.None();
      case PythonLiteral.Texts(var texts) ->
          new PythonValue.Items(texts.stream().<PythonValue>map(PythonValue.Text::new).toList());
    };
  }

  /**
   * What {@code nametrans} makes of each name.
   *
   * @throws AccountFailure anything but a {@code str}, an exception, a crash, a hang
   */
  public List<String> translations(PythonExpression function, List<String> names)
      throws AccountFailure {
    List<PythonValue> values = call(function, Wanted.VALUE, names);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!(values.get(i) instanceof PythonValue.Text(var text))) {
        throw wrongType(function, about(names, i), "a str", values.get(i));
      }
      texts.add(text);
    }
    return texts;
  }

  /**
   * Whether a filter is true, in Python's sense, for each list of arguments.
   *
   * @throws AccountFailure an exception, a crash, a hang
   */
  public List<Boolean> verdicts(PythonExpression function, List<List<String>> arguments)
      throws AccountFailure {
    List<List<PythonValue>> plain =
        arguments.stream()
            .map(list -> list.stream().<PythonValue>map(PythonValue.Text::new).toList())
            .toList();
    List<PythonValue> values =
        bridge.call(
            function,
            Wanted.TRUTH,
            plain,
            i -> "for '" + String.join("', '", arguments.get(i)) + "': ");
    return values.stream().map(value -> value.equals(new PythonValue.Truth(true))).toList();
  }

  /**
   * The numbers that {@code copy_ignore_eval} returns for each name; {@code None} is no number.
   *
   * @throws AccountFailure anything but a container of {@code int} or None, an exception, a crash
   */
  public List<Set<Long>> numbers(PythonExpression function, List<String> names)
      throws AccountFailure {
    List<PythonValue> values = call(function, Wanted.ITEMS, names);
    List<Set<Long>> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      all.add(numbers(function, about(names, i), values.get(i)));
    }
    return all;
  }

  private static Set<Long> numbers(PythonExpression function, String about, PythonValue value)
      throws AccountFailure {
    if (value instanceof PythonValue.None) {
      return Set.of();
    }
    if (!(value instanceof PythonValue.Items(var items))) {
      throw wrongType(function, about, "a list of int or None", value);
    }
    Set<Long> numbers = new LinkedHashSet<>();
    for (PythonValue item : items) {
      if (!(item instanceof PythonValue.Whole(var number))) {
        throw wrongType(function, about, "a list of int only", item);
      }
      numbers.add(number);
    }
    return numbers;
  }

  /**
   * Sorts by a function that compares two.
   *
   * @throws AccountFailure an exception, a crash, a hang
   */
  public List<String> sorted(PythonExpression comparison, List<String> names)
      throws AccountFailure {
    List<PythonValue> items = names.stream().<PythonValue>map(PythonValue.Text::new).toList();
    return bridge.order(comparison, true, items).stream().map(names::get).toList();
  }

  /**
   * The positions of {@code items} in the order of a key function.
   *
   * @throws AccountFailure an exception, a crash, a hang
   */
  public List<Integer> order(PythonExpression key, List<PythonValue.Fields> items)
      throws AccountFailure {
    return bridge.order(key, false, List.copyOf(items));
  }

  /**
   * Calls a function without arguments, for what it does.
   *
   * @throws AccountFailure an exception, a crash, a hang
   */
  public void run(PythonExpression function) throws AccountFailure {
    bridge.call(function, Wanted.TRUTH, List.of(List.of()), _ -> "");
  }

  private List<PythonValue> call(PythonExpression function, Wanted wanted, List<String> names)
      throws AccountFailure {
    List<List<PythonValue>> arguments =
        names.stream().map(name -> List.<PythonValue>of(new PythonValue.Text(name))).toList();
    return bridge.call(function, wanted, arguments, i -> about(names, i));
  }

  private static String about(List<String> names, int index) {
    return "for '" + names.get(index) + "': ";
  }

  private static AccountFailure wrongType(
      PythonExpression expression, String about, String wanted, PythonValue found) {
    return PythonBridge.failure(
        expression, about + "must give " + wanted + ", but gave " + found.type());
  }
}
