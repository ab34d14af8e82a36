package org.offlineimap.sync;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.sync.plan.DeletionGuard;

/**
 * What the configuration and the command line say about one account's synchronisation.
 *
 * @param account its name
 * @param local options of the local repository
 * @param remote options of the remote repository
 * @param conduct options of the account and of both of them
 * @param window which messages take part
 * @param letters which flags have a letter
 * @param labels {@code synclabels}; empty where it is off
 * @param orders what the command line asks for
 */
public record SyncSettings(
    String account,
    SideOptions local,
    SideOptions remote,
    Conduct conduct,
    Window window,
    LetterMap letters,
    Optional<LabelRules> labels,
    Orders orders) {
  /** Without labels. */
  public SyncSettings(
      String account,
      SideOptions local,
      SideOptions remote,
      Conduct conduct,
      Window window,
      LetterMap letters,
      Orders orders) {
    this(account, local, remote, conduct, window, letters, Optional.empty(), orders);
  }

  /**
   * A number that changes with the options that decide what takes part: what was seen under other
   * ones says nothing now.
   */
  long rules() {
    String text =
        local.text()
            + " "
            + remote.text()
            + " "
            + conduct.expunge()
            + " "
            + window.text()
            + " "
            + letters
            + labels.map(rules -> " " + rules.header() + rules.ignored()).orElse("");
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  /** Options of one repository (reference: configuration 8). */
  public record SideOptions(boolean readOnly, boolean syncDeletes, boolean createFolders) {
    /** As they are when the file does not name them. */
    public static final SideOptions DEFAULT = new SideOptions(false, true, true);

    /** Whether folders may be created on this side. */
    boolean mayCreate() {
      return createFolders && !readOnly;
    }

    /** As part of what {@link #rules} sums up; written out, as the JVM makes its own at start. */
    private String text() {
      return "SideOptions[readOnly="
          + readOnly
          + ", syncDeletes="
          + syncDeletes
          + ", createFolders="
          + createFolders
          + "]";
    }
  }

  /**
   * How messages are treated.
   *
   * @param expunge the remote repository's {@code expunge}
   * @param guard {@code deletion_guard}
   * @param ignoreReadOnly {@code ignore-readonly}: no warnings about folders that the server lets
   *     nobody change
   * @param filterHeaders names of fields that are not uploaded, in lower case
   * @param retryCount the option of that name: how often one message is asked for when connections
   *     are lost under it, from 1
   */
  public record Conduct(
      boolean expunge,
      DeletionGuard guard,
      boolean ignoreReadOnly,
      Set<String> filterHeaders,
      int retryCount) {
    /** As it is when the file says nothing. */
    public static final Conduct DEFAULT =
        new Conduct(true, DeletionGuard.DEFAULT, false, Set.of(), 2);

    /** Copies the names. */
    public Conduct {
      filterHeaders = Set.copyOf(filterHeaders);
    }
  }

  /**
   * What the command line asks for.
   *
   * @param dryRun only tell what would be done
   * @param confirmed {@code --confirm-deletions}: tokens by full remote folder name
   * @param adopted {@code --adopt-uidvalidity}: the remote folder to take up again
   */
  public record Orders(
      boolean dryRun, Map<String, Set<String>> confirmed, Optional<FolderName> adopted) {
    /** Nothing special. */
    public static final Orders NONE = new Orders(false, Map.of(), Optional.empty());

    /** Copies the tokens. */
    public Orders {
      confirmed = Map.copyOf(confirmed);
    }
  }

  /** Whether nothing is to be changed. */
  boolean dryRun() {
    return orders.dryRun();
  }

  /** An account with every option at its default. */
  public static SyncSettings defaults(String account) {
    return new SyncSettings(
        account,
        SideOptions.DEFAULT,
        SideOptions.DEFAULT,
        Conduct.DEFAULT,
        Window.NONE,
        LetterMap.systemOnly(),
        Orders.NONE);
  }
}
