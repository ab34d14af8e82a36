package org.offlineimap.imap.client;

/** What may be asked of messages besides their UID. */
public enum FetchItem {
  FLAGS("FLAGS"),
  MODSEQ("MODSEQ"),
  SIZE("RFC822.SIZE"),
  INTERNALDATE("INTERNALDATE"),
  EMAILID("EMAILID"),
  GMAIL_MESSAGE_ID("X-GM-MSGID"),
  GMAIL_LABELS("X-GM-LABELS");

  private final String wireName;

  FetchItem(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
