/**
 * Secrets, where they come from, and the SASL mechanisms that use them.
 *
 * <p>May import {@code config}, {@code python}, {@code event}, {@code mail} and the JDK. Everything
 * public is thread-safe. Read {@link org.offlineimap.auth.PasswordSource} and {@link
 * org.offlineimap.auth.Secret} first.
 */
@NullMarked
package org.offlineimap.auth;

import org.jspecify.annotations.NullMarked;
