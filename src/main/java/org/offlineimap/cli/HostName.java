package org.offlineimap.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this machine is called; found when first asked for. Thread-safe, immutable once found. */
final class HostName {
  private HostName() {}

  private static final class Found {
    static final String NAME = find();

    private Found() {}
  }

  static String ofThisMachine() {
    return Found.NAME;
  }

  /** The name alone; where the network does not know it, Java hides it in the complaint. */
  private static String find() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      String complaint = String.valueOf(e.getMessage());
      int colon = complaint.indexOf(':');
      return colon > 0 ? complaint.substring(0, colon) : "localhost";
    }
  }
}
