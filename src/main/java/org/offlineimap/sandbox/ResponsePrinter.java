package org.offlineimap.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints responses (RFC 3501 section 7). Confined to the thread that may write to the wire. */
final class ResponsePrinter {
  private static final Pattern CODED = Pattern.compile("([A-Z]+ \\[[^]]*]) .*");

  private final Wire wire;
  private final boolean outOfOrder;
  private final Predicate<Behaviour> shows;
  private final List<String> held = new ArrayList<>();

  /** {@code shows} tells how the server behaves, and notes it. */
  ResponsePrinter(Wire wire, boolean outOfOrder, Predicate<Behaviour> shows) {
    this.wire = wire;
    this.shows = shows;
    this.outOfOrder = outOfOrder;
  }

  /** One untagged response, without the star. */
  void untagged(String text) throws IOException {
    boolean spaced = shows.test(Behaviour.SUPERFLUOUS_SPACES);
    raw("* " + (spaced ? text.replaceFirst("\\)$", " )") + " " : text) + end());
  }

  /** A continuation request; it leaves at once. */
  void continuation(String text) throws IOException {
    releaseHeld();
    raw("+ " + text + "\r\n");
    wire.prompt();
  }

  /** A completion. */
  void tagged(String tag, String text) throws IOException {
    raw(line(tag, text));
  }

  private String line(String tag, String text) {
    Matcher coded = CODED.matcher(text);
    boolean bare = coded.matches() && shows.test(Behaviour.STATUS_WITHOUT_TEXT);
    return tag + " " + (bare ? coded.group(1) : text) + end();
  }

  private String end() {
    return shows.test(Behaviour.LINE_WITHOUT_CR) ? "\n" : "\r\n";
  }

  /** A completion that may come late, when the fault script wants disorder. */
  void taggedInAnyOrder(String tag, String text) throws IOException {
    if (!outOfOrder) {
      tagged(tag, text);
      return;
    }
    held.add(line(tag, text));
  }

  /** To be called before the next command is read: releases if the client waits. */
  void releaseIfWaitedFor() throws IOException {
    if (!held.isEmpty() && wire.isClientWaiting()) {
      releaseHeld();
    }
  }

  /** Prints what was held back, last first. */
  void releaseHeld() throws IOException {
    for (String line : held.reversed()) {
      raw(line);
    }
    held.clear();
  }

  /** Text as it is. */
  void raw(String text) throws IOException {
    wire.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A literal with its size in front. */
  void literal(byte[] octets, int from, int length) throws IOException {
    raw("{" + length + "}\r\n");
    wire.write(octets, from, length);
  }

  /** A quoted string, as it must be for a mailbox name; a literal where quoting cannot say it. */
  static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** A mailbox name: an atom where it can be one. */
  static String name(String wireName) {
    return wireName.matches("[A-Za-z0-9&,+/._-]+") ? wireName : quoted(wireName);
  }
}
