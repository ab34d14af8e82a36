package org.offlineimap.imap.client;

import java.util.OptionalLong;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.ResponseCode.Known;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.mail.UidValidity;

/** Gathers what SELECT says of a mailbox. On the reader thread only. */
final class SelectCollector implements Collector<Selected> {
  private final boolean examined;
  private long validity;
  private OptionalLong uidNext = OptionalLong.empty();
  private long exists = -1;
  private OptionalLong highestModSeq = OptionalLong.empty();
  private FlagSet flags = FlagSet.none();
  private FlagSet permanent = FlagSet.none();
  private boolean permanentTold;
  private boolean newKeywords = true;
  private DeltaBuilder delta = new DeltaBuilder();

  SelectCollector(boolean examined) {
    this.examined = examined;
  }

  @Override
  public boolean accept(Untagged data) {
    switch (data) {
      case Untagged.Exists(long count) -> exists = count;
      case Untagged.Flags(FlagSet known) -> flags = known;
      case Untagged.Notice(var _, ResponseText text) -> code(text.code());
      case Untagged.Vanished(boolean earlier, UidSet uids) -> {
        delta.vanished(uids);
        exists -= earlier ? 0 : uids.size();
      }
      case Untagged.Expunge _ -> exists--;
      case Untagged.Fetch fetch -> delta.add(fetch);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void code(ResponseCode code) {
    switch (code) {
      case ResponseCode.UidValidityIs(long value) -> validity = value;
      case ResponseCode.UidNext(long value) -> uidNext = OptionalLong.of(value);
      case ResponseCode.HighestModSeq(long value) -> highestModSeq = OptionalLong.of(value);
      case ResponseCode.PermanentFlags(FlagSet kept, boolean any) -> {
        permanent = kept;
        permanentTold = true;
        newKeywords = any;
      }
      case ResponseCode.Word(Known name) -> {
        if (name == Known.CLOSED) {
          forget();
        }
      }
      case ResponseCode.None _,
          ResponseCode.AppendUid _,
          ResponseCode.CopyUid _,
          ResponseCode.MessageLimit _,
          ResponseCode.CapabilityIs _,
          ResponseCode.Other _ -> {}
    }
  }

  /** What came before CLOSED was about the mailbox selected before (RFC 7162 3.2.11). */
  private void forget() {
    exists = -1;
    delta = new DeltaBuilder();
  }

  @Override
  public Selected done(ResponseText ok) throws ImapException {
    if (validity < 1 || validity > Uid.MAX || exists < 0) {
      throw new ImapException.Malformed("SELECT told no valid UIDVALIDITY or no EXISTS", null);
    }
    return new Selected(
        new UidValidity(validity),
        uidNext,
        exists,
        highestModSeq,
        examined || ok.code().is(Known.READ_ONLY),
        permanentTold ? permanent : flags,
        newKeywords,
        delta.build());
  }
}
