/**
 * What a person sees: each interface draws the one stream of events its own way (reference: ui).
 *
 * <p>May import {@code event} and {@code mail}. Events arrive from any thread in {@link
 * org.offlineimap.ui.EventQueue}; everything behind it runs on one thread that owns the terminal.
 * Read {@link org.offlineimap.ui.UserInterface} and {@link org.offlineimap.ui.Wording} first.
 */
@NullMarked
package org.offlineimap.ui;

import org.jspecify.annotations.NullMarked;
