package org.offlineimap.imap.protocol;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;

/** Makes the commands that this program sends (RFC 9051 6 and extensions). Stateless. */
public final class Commands {
  private Commands() {}

  /** CAPABILITY. */
  public static Command capability() {
    return Command.of(CommandKind.FREE, "CAPABILITY").build();
  }

  /** NOOP. */
  public static Command noop() {
    return Command.of(CommandKind.FREE, "NOOP").build();
  }

  /** IDLE (RFC 2177); ended by a line DONE. */
  public static Command idle() {
    return Command.of(CommandKind.ALONE, "IDLE").build();
  }

  /** NOTIFY of every change to mail, and to the list, of all own mailboxes (RFC 5465 3.1). */
  public static Command notifyOfAll() {
    return Command.of(
            CommandKind.ALONE,
            "NOTIFY SET (personal (MessageNew MessageExpunge FlagChange MailboxName))")
        .build();
  }

  /** LOGOUT. */
  public static Command logout() {
    return Command.of(CommandKind.ALONE, "LOGOUT").build();
  }

  /** STARTTLS. */
  public static Command startTls() {
    return Command.of(CommandKind.ALONE, "STARTTLS").build();
  }

  /** LOGIN; the password is octets of UTF-8. */
  public static Command login(String user, byte[] password) {
    return Command.of(CommandKind.ALONE, "LOGIN").argument(user).secret(password).build();
  }

  /** AUTHENTICATE, with an initial response in base64 where there is one (RFC 4959). */
  public static Command authenticate(String mechanism, Optional<String> initialResponse) {
    Command.Builder command = Command.of(CommandKind.ALONE, "AUTHENTICATE " + mechanism);
    initialResponse.ifPresent(r -> command.secretText(r.isEmpty() ? "=" : r));
    return command.build();
  }

  /** ID with these fields (RFC 2971); none prints NIL. */
  public static Command id(Map<String, String> fields) {
    if (fields.isEmpty()) {
      return Command.of(CommandKind.FREE, "ID NIL").build();
    }
    Command.Builder command = Command.of(CommandKind.FREE, "ID (");
    String separator = "";
    for (Map.Entry<String, String> field : fields.entrySet()) {
      command.text(separator + quoted(field.getKey()) + " " + quoted(field.getValue()));
      separator = " ";
    }
    return command.text(")").build();
  }

  private static String quoted(String ascii) {
    return '"' + ascii.replaceAll("[^ -~]", "?").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** ENABLE (RFC 5161). */
  public static Command enable(Collection<String> extensions) {
    return Command.of(CommandKind.ENABLE, "ENABLE " + String.join(" ", extensions)).build();
  }

  /** COMPRESS (RFC 4978). */
  public static Command compress() {
    return Command.of(CommandKind.ALONE, "COMPRESS DEFLATE").build();
  }

  /** NAMESPACE (RFC 2342). */
  public static Command namespace() {
    return Command.of(CommandKind.FREE, "NAMESPACE").build();
  }

  /**
   * LIST.
   *
   * @param returns what RETURN holds, such as {@code SPECIAL-USE STATUS (MESSAGES)}; empty for none
   */
  public static Command list(String reference, String pattern, String returns) {
    Command.Builder command =
        Command.of(CommandKind.LIST, "LIST").argument(reference).argument(pattern);
    return returns.isEmpty() ? command.build() : command.text(" RETURN (" + returns + ")").build();
  }

  /** LSUB. */
  public static Command lsub(String reference, String pattern) {
    return Command.of(CommandKind.LIST, "LSUB").argument(reference).argument(pattern).build();
  }

  /** STATUS; items such as {@code MESSAGES UIDNEXT}. */
  public static Command status(FolderName mailbox, String items) {
    return Command.of(CommandKind.FREE, "STATUS")
        .argument(mailbox.text())
        .text(" (" + items + ")")
        .build();
  }

  /** SELECT or EXAMINE, with parameters such as {@code CONDSTORE}; empty for none. */
  public static Command select(FolderName mailbox, boolean readOnly, String parameters) {
    Command.Builder command =
        Command.of(CommandKind.SELECT, readOnly ? "EXAMINE" : "SELECT").argument(mailbox.text());
    return parameters.isEmpty() ? command.build() : command.text(" (" + parameters + ")").build();
  }

  /** CREATE. */
  public static Command create(FolderName mailbox) {
    return Command.of(CommandKind.FREE, "CREATE").argument(mailbox.text()).build();
  }

  /** DELETE. */
  public static Command delete(FolderName mailbox) {
    return Command.of(CommandKind.FREE, "DELETE").argument(mailbox.text()).build();
  }

  /** SUBSCRIBE. */
  public static Command subscribe(FolderName mailbox) {
    return Command.of(CommandKind.FREE, "SUBSCRIBE").argument(mailbox.text()).build();
  }

  /** CLOSE: beware, it expunges. */
  public static Command close() {
    return Command.of(CommandKind.ALONE, "CLOSE").build();
  }

  /**
   * UID FETCH.
   *
   * @param set UIDs, or {@code 1:*}
   * @param items without brackets: {@code UID FLAGS}
   * @param modifiers without brackets: {@code CHANGEDSINCE 7 VANISHED}; empty for none
   */
  public static Command fetch(CommandKind kind, String set, String items, String modifiers) {
    String tail = modifiers.isEmpty() ? "" : " (" + modifiers + ")";
    return Command.of(kind, "UID FETCH " + set + " (" + items + ")" + tail).build();
  }

  /** UID STORE of flags, silent, added or removed; with UNCHANGEDSINCE where given (RFC 7162). */
  public static Command store(
      String uids, boolean add, FlagSet flags, OptionalLong unchangedSince) {
    String condition =
        unchangedSince.isPresent() ? " (UNCHANGEDSINCE " + unchangedSince.getAsLong() + ")" : "";
    String sign = add ? " +" : " -";
    return Command.of(
            CommandKind.STORE,
            "UID STORE " + uids + condition + sign + "FLAGS.SILENT (" + flags + ")")
        .build();
  }

  /** UID STORE of a label of Gmail, added or removed. */
  public static Command storeLabel(String uids, boolean add, String label) {
    String item = add ? " +X-GM-LABELS (" : " -X-GM-LABELS (";
    return Command.of(CommandKind.STORE, "UID STORE " + uids + item + quoted(label) + ")").build();
  }

  /** UID SEARCH; with {@code extended} the answer is one compact set (RFC 4731). */
  public static Command search(String criteria, boolean extended) {
    String returns = extended ? "RETURN (ALL) " : "";
    return Command.of(CommandKind.SEARCH, "UID SEARCH " + returns + criteria).build();
  }

  /** APPEND; of several, all of which or none are stored, with MULTIAPPEND (RFC 3502). */
  public static Command append(FolderName mailbox, List<AppendMessage> messages) {
    Command.Builder command = Command.of(CommandKind.FREE, "APPEND").argument(mailbox.text());
    for (AppendMessage message : messages) {
      command.text(message.options()).message(message.source(), message.binary());
    }
    return command.build();
  }

  /** UID EXPUNGE (RFC 4315). */
  public static Command uidExpunge(String uids) {
    return Command.of(CommandKind.UID_EXPUNGE, "UID EXPUNGE " + uids).build();
  }

  /** UID COPY (RFC 9051 6.4.9). */
  public static Command copy(String uids, FolderName mailbox) {
    return Command.of(CommandKind.TRANSFER, "UID COPY " + uids).argument(mailbox.text()).build();
  }

  /** UID MOVE (RFC 6851). */
  public static Command move(String uids, FolderName mailbox) {
    return Command.of(CommandKind.TRANSFER, "UID MOVE " + uids).argument(mailbox.text()).build();
  }

  /** EXPUNGE. */
  public static Command expunge() {
    return Command.of(CommandKind.EXPUNGE, "EXPUNGE").build();
  }
}
