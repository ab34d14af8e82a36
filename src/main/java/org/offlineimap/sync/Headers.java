package org.offlineimap.sync;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;

/** Reads headers of many messages, some hundred with each command. Stateless. */
final class Headers {
  private static final int AT_ONCE = 500;

  private Headers() {}

  /** The complete headers of those that are there. */
  static Map<Uid, byte[]> of(RemoteFolder folder, UidSet wanted) throws SyncException {
    long[] all = wanted.toArray();
    Map<Uid, byte[]> headers = new HashMap<>();
    for (int from = 0; from < all.length; from += AT_ONCE) {
      int to = Math.min(all.length, from + AT_ONCE);
      headers.putAll(folder.headers(UidSet.of(Arrays.copyOfRange(all, from, to))));
    }
    return headers;
  }
}
