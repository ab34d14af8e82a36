/**
 * The child interpreter that answers what the rc file asks in Python.
 *
 * <p>May import {@code config} and {@code mail}. Thread-safe: questions wait for each other, since
 * user code expects to run alone. Read {@link org.offlineimap.python.PythonBridge} and {@code
 * CoProcess} first; the other end is the resource {@code host.py}.
 */
@NullMarked
package org.offlineimap.python;

import org.jspecify.annotations.NullMarked;
