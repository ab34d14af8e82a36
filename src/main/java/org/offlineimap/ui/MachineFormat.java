package org.offlineimap.ui;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.UidSet;

/** {@code SEVERITY:COMMAND:THREAD:DATA}, form-encoded (reference: ui 6). Stateless. */
final class MachineFormat {
  private static final String UNCHANGED = "_.-~";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private MachineFormat() {}

  /** One line without its end; fields are joined by newlines before they are encoded. */
  static String line(String severity, String command, String thread, String... fields) {
    String task = thread.isEmpty() ? "MainThread" : thread;
    return severity
        + ":"
        + command
        + ":"
        + encoded(task)
        + ":"
        + encoded(String.join("\n", fields));
  }

  /** The word for a level. */
  static String severity(Level level) {
    return switch (level) {
      case DEBUG -> "debug";
      case INFO -> "msg";
      case WARNING -> "warn";
      case ERROR -> "error";
    };
  }

  /** UIDs as one field. */
  static String list(UidSet uids) {
    List<String> items = new ArrayList<>();
    uids.forEachUid(uid -> items.add(Long.toString(uid)));
    return String.join("\f", items);
  }

  /** Flags as one field: the letters of system flags, then keywords. */
  static String list(FlagSet flags) {
    return String.join("\f", Wording.names(flags));
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          octet > 0 && (Character.isLetterOrDigit(octet) || UNCHANGED.indexOf(octet) >= 0);
      if (plain) {
        out.append((char) octet);
      } else if (octet == ' ') {
        out.append('+');
      } else {
        out.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return out.toString();
  }
}
