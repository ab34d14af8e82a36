/**
 * The house rules as tests: who may import whom, where effects live, how long code may get.
 *
 * <p>May import ArchUnit and the javac tree API. Single-threaded. Read {@link
 * org.offlineimap.architecture.ArchitectureTest} and {@link org.offlineimap.architecture.ShapeTest}
 * first.
 */
@NullMarked
package org.offlineimap.architecture;

import org.jspecify.annotations.NullMarked;
