package org.offlineimap.auth;

import java.util.Optional;
import org.offlineimap.config.TextValue;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.python.Evaluator;

/** Reads values of the rc file, wherever they come from. Thread-safe, as its evaluator is. */
public record Values(Evaluator python) {
  /**
   * What the value says now; empty for nothing, and for None.
   *
   * @throws AccountFailure an expression failed, or its value is of another type; names file, line
   *     and option, and never the value
   */
  public Optional<String> text(Optional<TextValue> value) throws AccountFailure {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    return switch (value.get()) {
      case TextValue.Written(var written) -> Optional.of(written.text());
      case TextValue.Computed(var expression) -> python.text(expression);
    };
  }

  /** The same for a password or token. */
  Optional<Secret> secret(Optional<TextValue> value) throws AccountFailure {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    return switch (value.get()) {
      case TextValue.Written(var written) -> Optional.of(Secret.ofText(written.text()));
      case TextValue.Computed(var expression) -> python.secret(expression).map(Secret::taken);
    };
  }
}
