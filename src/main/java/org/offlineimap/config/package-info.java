/**
 * From the text of an rc file to validated records that remember file and line.
 *
 * <p>May import {@code mail} and the JDK only. Everything public is immutable; what is package
 * private and mutable is confined to the thread that loads the file. Read {@link
 * org.offlineimap.config.ConfigReader} and {@link org.offlineimap.config.IniParser} first; what an
 * option means is one row of {@link org.offlineimap.config.OptionTable}.
 */
@NullMarked
package org.offlineimap.config;

import org.jspecify.annotations.NullMarked;
