package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.offlineimap.imap.wire.ModifiedUtf7;
import org.offlineimap.mail.LabelHeader;
import org.offlineimap.sync.LabelRules;

/**
 * Labels of Gmail in a {@link History}: marks that begin with a word of their own. Has no state.
 */
final class HistoryLabels {
  /** Those that people change; no folder of the history is one. */
  static final List<String> MARKS =
      List.of("label Blue", "label Grün", "label a (b) \"c\"", "label two words");

  static final LabelRules RULES =
      new LabelRules(
          new LabelHeader("X-Keywords"),
          Set.of(),
          new LabelRules.Spelling() {
            @Override
            public String wire(String readable) {
              return ModifiedUtf7.encode(readable);
            }

            @Override
            public Optional<String> readable(String wire) {
              return ModifiedUtf7.decode(wire);
            }
          });

  private static final String WORD = "label ";
  private static final Pattern FIELD = Pattern.compile("(?m)^X-Keywords: (.*)\r\n");

  private HistoryLabels() {}

  static boolean isLabel(String mark) {
    return mark.startsWith(WORD);
  }

  /** As the server spells it. */
  static String wire(String mark) {
    return ModifiedUtf7.encode(readable(mark));
  }

  /** As people write it. */
  static String readable(String mark) {
    return mark.substring(WORD.length());
  }

  /** As a command or an answer of the server has it. */
  static String quoted(String mark) {
    String wire = wire(mark);
    return wire.matches("[A-Za-z0-9&-]+")
        ? wire
        : "\"" + wire.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  static Set<String> labels(Set<String> marks) {
    return marks.stream().filter(HistoryLabels::isLabel).collect(Collectors.toSet());
  }

  /** Without labels among its marks. */
  static HistoryMail bare(HistoryMail mail) {
    Set<String> marks = new TreeSet<>(mail.marks());
    marks.removeIf(HistoryLabels::isLabel);
    return new HistoryMail(mail.octets(), marks, mail.date());
  }

  /** Without a field of labels, which become marks. */
  static HistoryMail read(HistoryMail file) {
    Matcher field = FIELD.matcher(file.octets());
    Set<String> marks = new TreeSet<>(file.marks());
    while (field.find()) {
      String value = new String(field.group(1).getBytes(ISO_8859_1), UTF_8);
      Arrays.stream(value.split(",", -1)).map(label -> WORD + label.strip()).forEach(marks::add);
    }
    return new HistoryMail(without(file.octets()), marks, file.date());
  }

  static String without(String octets) {
    return FIELD.matcher(octets).replaceAll("");
  }

  /** With a field of labels at the end of its header. */
  static String with(String octets, Set<String> labels) {
    String value =
        labels.stream().map(HistoryLabels::readable).sorted().collect(Collectors.joining(","));
    String field = new String(("X-Keywords: " + value).getBytes(UTF_8), ISO_8859_1);
    return labels.isEmpty()
        ? octets
        : octets.replaceFirst("\r\n\r\n", Matcher.quoteReplacement("\r\n" + field + "\r\n\r\n"));
  }
}
