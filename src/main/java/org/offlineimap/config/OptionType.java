package org.offlineimap.config;

import java.util.List;
import java.util.Optional;

/** What values an option takes. */
enum OptionType {
  TEXT,
  /** Text that must not be empty. */
  NAME,
  BOOL,
  WHOLE,
  /** A whole number from 1. */
  COUNT,
  PORT,
  MINUTES,
  LIST,
  PATH,
  ONE_CHARACTER,
  KEYWORD,
  PYTHON,
  PYTHON_TEXT,
  PYTHON_TEXTS,
  /** Read raw: a template with per cent signs of its own. */
  TEMPLATE,
  UI,
  STATUS_BACKEND,
  MECHANISMS,
  FINGERPRINTS,
  PROXY,
  GUARD,
  REPOSITORY_TYPE,
  GMAIL_DELETE,
  TLS_LEVEL,
  TLS_VERSION,
  PUSH;

  /** Whether the value is a Python expression. */
  boolean isPython() {
    return this == PYTHON || this == PYTHON_TEXT || this == PYTHON_TEXTS;
  }

  /** What is wrong with {@code value} and what would be right; empty when nothing is. */
  Optional<String> mistakeIn(String value) {
    return switch (this) {
      case TEXT, LIST -> Optional.empty();
      case PYTHON, PYTHON_TEXT -> Mistake.inName(value);
      case TEMPLATE -> ItemTemplate.mistakeIn(value);
      case NAME, PATH -> Mistake.inName(value);
      case BOOL -> Mistake.inBool(value);
      case WHOLE -> Mistake.inWhole(value, Long.MIN_VALUE, Long.MAX_VALUE, "a whole number");
      case COUNT -> Mistake.inWhole(value, 1, Integer.MAX_VALUE, "a whole number from 1");
      case PORT -> Mistake.inWhole(value, 1, 65_535, "a number from 1 to 65535");
      case MINUTES -> Mistake.inDecimal(value);
      case ONE_CHARACTER -> Mistake.inCharacter(value);
      case KEYWORD -> Mistake.inKeyword(value);
      case PYTHON_TEXTS -> Mistake.inTexts(value);
      case GUARD -> Mistake.inGuard(value);
      case UI -> Mistake.inUi(value);
      case STATUS_BACKEND -> Mistake.inStatusBackend(value);
      case MECHANISMS -> Mistake.inMechanisms(value);
      case FINGERPRINTS -> Mistake.inFingerprints(value);
      case PROXY -> Mistake.inProxy(value);
      case REPOSITORY_TYPE -> Mistake.inWord(value, Mistake.REPOSITORY_TYPES);
      case GMAIL_DELETE -> Mistake.inWord(value, Mistake.GMAIL_DELETIONS);
      case TLS_LEVEL -> Mistake.inWord(value, Mistake.TLS_LEVELS);
      case TLS_VERSION -> Mistake.inWord(value, Mistake.TLS_VERSIONS);
      case PUSH -> Mistake.inWord(value, Mistake.PUSH_WORDS);
    };
  }

  /** Whether this value says the same as leaving the option away, whatever the option is. */
  boolean asksForNothing(String value) {
    return switch (this) {
      case BOOL -> ValueSyntax.bool(value).equals(Optional.of(false));
      case WHOLE -> ValueSyntax.whole(value).equals(Optional.of(0L));
      case MINUTES -> ValueSyntax.decimal(value).filter(number -> number == 0).isPresent();
      case TEXT, LIST, PROXY -> value.isEmpty();
      case PYTHON_TEXTS -> PythonLiteral.readTexts(value).filter(List::isEmpty).isPresent();
      case NAME,
          PATH,
          COUNT,
          PORT,
          ONE_CHARACTER,
          KEYWORD,
          PYTHON,
          PYTHON_TEXT,
          TEMPLATE,
          UI,
          STATUS_BACKEND,
          MECHANISMS,
          FINGERPRINTS,
          GUARD,
          REPOSITORY_TYPE,
          GMAIL_DELETE,
          TLS_LEVEL,
          TLS_VERSION,
          PUSH ->
          false;
    };
  }
}
