package org.offlineimap.sync;

import java.util.Optional;
import java.util.Set;
import org.offlineimap.mail.LabelHeader;

/**
 * {@code synclabels} and what belongs to it (reference: configuration 10). Immutable.
 *
 * @param header where labels stand in a file
 * @param ignored labels that are changed on neither side, as people write them
 * @param spelling between people and the server
 */
public record LabelRules(LabelHeader header, Set<String> ignored, Spelling spelling) {
  /** Copies the set. */
  public LabelRules {
    ignored = Set.copyOf(ignored);
  }

  /** How the server spells a label. */
  public interface Spelling {
    /** For the server. */
    String wire(String readable);

    /** For people; empty when the server's spelling has no meaning. */
    Optional<String> readable(String wire);
  }

  /** For people; what cannot be read is shown as it is. */
  String readable(String wire) {
    return spelling.readable(wire).orElse(wire);
  }

  /** One spelling for what means the same, as files of the original hold the server's one. */
  String canonical(String label) {
    return spelling.wire(readable(label));
  }

  /** Whether a label, in the one spelling, is kept in step. */
  boolean keepsInStep(String label) {
    String readable = readable(label);
    return header.holds(readable) && !ignored.contains(readable);
  }
}
