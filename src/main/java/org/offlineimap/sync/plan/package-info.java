/**
 * The pure heart: three snapshots and a policy in, one plan out; all folders' plans in, moves out.
 *
 * <p>May import {@code mail} only, and of the JDK neither I/O nor threads, clocks or randomness.
 * Everything is immutable. Read {@link org.offlineimap.sync.plan.SyncPlanner} and {@code
 * org.offlineimap.sync.plan.SyncPlan} first.
 */
@NullMarked
package org.offlineimap.sync.plan;

import org.jspecify.annotations.NullMarked;
