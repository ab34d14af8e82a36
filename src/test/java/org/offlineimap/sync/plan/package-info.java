/** Tests of the planner, against a model that shares nothing with it. */
@NullMarked
package org.offlineimap.sync.plan;

import org.jspecify.annotations.NullMarked;
