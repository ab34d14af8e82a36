package org.offlineimap.imap.protocol;

/** The end of a status response: a code, which may be {@link ResponseCode.None}, and text. */
public record ResponseText(ResponseCode code, String text) {
  /** The text behind the code's name in brackets, where it is one without data. */
  public String told() {
    return switch (code) {
      case ResponseCode.Word(var name) -> "[" + name.wireName() + "] " + text;
      case ResponseCode.Other(String name) -> "[" + name + "] " + text;
      case ResponseCode.None _,
          ResponseCode.UidValidityIs _,
          ResponseCode.UidNext _,
          ResponseCode.HighestModSeq _,
          ResponseCode.AppendUid _,
          ResponseCode.CopyUid _,
          ResponseCode.CapabilityIs _,
          ResponseCode.PermanentFlags _,
          ResponseCode.MessageLimit _ ->
          text;
    };
  }
}
