/**
 * What happened, and whom to ask: the one stream that every interface draws its own way.
 *
 * <p>May import {@code mail}. Events are immutable; a sink may be called from any thread, never
 * with a lock held. Read {@link org.offlineimap.event.SyncEvent} and {@link
 * org.offlineimap.event.EventSink} first.
 */
@NullMarked
package org.offlineimap.event;

import org.jspecify.annotations.NullMarked;
