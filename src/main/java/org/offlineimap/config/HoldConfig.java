package org.offlineimap.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of connections between passes (reference: configuration 9.3). Immutable.
 *
 * @param watched {@code idlefolders}: untranslated names of mailboxes; empty when there are none
 * @param open {@code holdconnectionopen}; watched mailboxes imply it
 * @param keepAlive how often a sign of life is sent; with watched mailboxes 29 minutes unless
 *     written
 */
public record HoldConfig(
    Optional<PythonExpression> watched, boolean open, Optional<Duration> keepAlive) {
  /** As when nothing is written. */
  public static final HoldConfig DEFAULT =
      new HoldConfig(Optional.empty(), false, Optional.empty());

  private static final Duration WITH_IDLE = Duration.ofMinutes(29);

  static HoldConfig read(SectionReader values) {
    Optional<PythonExpression> folders =
        values.python("idlefolders").filter(written -> !isNone(written.text()));
    Optional<Duration> written = HookConfig.seconds(values, "keepalive");
    return new HoldConfig(
        folders,
        folders.isPresent() || values.bool("holdconnectionopen", false),
        folders.isPresent() && written.isEmpty() ? Optional.of(WITH_IDLE) : written);
  }

  private static boolean isNone(String code) {
    return PythonLiteral.readTexts(code).filter(List::isEmpty).isPresent();
  }
}
