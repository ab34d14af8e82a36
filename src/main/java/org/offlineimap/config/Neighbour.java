package org.offlineimap.config;

import java.nio.file.Path;

/**
 * An account of the rc file, active or not, as far as others must know it. Immutable.
 *
 * @param account its name
 * @param root its {@code localfolders}
 * @param separator its {@code sep}
 */
public record Neighbour(String account, Path root, char separator) {}
