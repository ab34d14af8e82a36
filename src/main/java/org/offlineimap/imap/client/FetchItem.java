package org.offlineimap.imap.client;

/** What may be asked of messages besides their UID. */
public enum FetchItem {
  FLAGS("FLAGS"),
  MODSEQ("MODSEQ"),
  SIZE("RFC822.SIZE"),
  INTERNALDATE("INTERNALDATE"),
  EMAILID("EMAILID"),
  GMAIL_MESSAGE_ID("X-GM-MSGID");

  private final String wireName;

  FetchItem(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
