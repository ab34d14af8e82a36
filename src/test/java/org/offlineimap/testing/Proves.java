package org.offlineimap.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.offlineimap.imap.protocol.Quirk;

/**
 * A test that fails when these quirks are no longer allowed for. {@code QuirkTableTest} reads it in
 * the source.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface Proves {
  /** What the test is about. */
  Quirk[] value();
}
