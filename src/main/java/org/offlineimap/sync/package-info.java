/**
 * The effects: runs the plans of {@code sync.plan} against the two repositories, in an order that a
 * kill at any moment cannot turn into loss or duplicates.
 *
 * <p>May import {@code sync.plan}, {@code repository}, {@code status}, {@code config}, {@code
 * event} and {@code mail}. An account is one task; its folders are listed by a few tasks more, and
 * {@link org.offlineimap.sync.TaskGroup} is the only place that starts them. Read {@link
 * org.offlineimap.sync.AccountSync} and {@link org.offlineimap.sync.FolderSync} first.
 */
@NullMarked
package org.offlineimap.sync;

import org.jspecify.annotations.NullMarked;
