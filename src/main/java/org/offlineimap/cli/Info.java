package org.offlineimap.cli;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.AccountEntry;
import org.offlineimap.config.Configuration;
import org.offlineimap.config.FolderRules;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.MaildirRepositoryConfig;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.config.ServerConfig;
import org.offlineimap.config.TextValue;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ProtocolTrace;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.LocalRepository;
import org.offlineimap.repository.RemoteRepository.ListedFolder;
import org.offlineimap.repository.imap.Feature;
import org.offlineimap.repository.imap.ImapRepository;
import org.offlineimap.sync.DirectoryOwners;
import org.offlineimap.sync.FolderNaming;
import org.offlineimap.sync.NameRules;

/**
 * {@code --info}: what each account's server is and offers, what of it is used, and how the folders
 * of both sides are named and filtered (reference: cli 6). Takes no lock and changes nothing.
 * Confined to the main thread.
 */
final class Info {
  private final Configuration configuration;
  private final Wiring.RunContext run;
  private final ServerLinks servers;
  private final PrintStream out;

  Info(Configuration configuration, Wiring.RunContext run, ServerLinks servers, PrintStream out) {
    this.configuration = configuration;
    this.run = run;
    this.servers = servers;
    this.out = out;
  }

  /** Shows every active account; one that fails is told, and the next one follows. */
  void show() {
    for (AccountEntry entry : configuration.accounts()) {
      say("Account " + entry.name());
      switch (entry) {
        case AccountEntry.Stopped stopped ->
            stopped.problems().forEach(problem -> say("  " + problem));
        case AccountEntry.Ready ready -> shown(ready.config());
      }
      say("");
    }
    out.flush();
  }

  private void shown(AccountConfig account) {
    try {
      AccountParts parts = new AccountParts(run, account);
      NameRules rules = parts.names(DirectoryOwners.ALONE);
      remote(account, parts, rules.remote());
      local(account, parts, rules.local());
    } catch (SyncException e) {
      out.flush();
      run.events().accept(new SyncEvent.Failed(account.name(), Optional.empty(), "", e));
    }
  }

  private void remote(AccountConfig account, AccountParts parts, FolderNaming rules)
      throws SyncException {
    Opening opening = new Opening();
    Set<Quirk> shown = ConcurrentHashMap.newKeySet();
    try (ImapRepository server = servers.look(account, opening, shown::add)) {
      say("\nRemote repository '%s': type '%s'".formatted(server.name(), server.type()));
      say(place(account.remote()));
      List<ListedFolder> folders = server.listFolders();
      opening.identity().ifPresent(text -> say("Server identity: " + text));
      capabilities(server.capabilities());
      shown.addAll(parts.shownQuirks());
      met(shown);
      quirks(opening.said() + " " + place(account.remote()));
      server
          .namespace()
          .ifPresent(own -> say("Your own folders begin with: '" + own.prefix() + "'"));
      say("Separator of folder names: '" + server.separator() + "'");
      rules(account.remote().folders().names());
      folders(folders.stream().map(ListedFolder::name).toList(), rules);
    }
  }

  private void local(AccountConfig account, AccountParts parts, FolderNaming rules)
      throws SyncException {
    try (LocalRepository local = servers.look(account, parts)) {
      say("\nLocal repository '%s': type '%s'".formatted(local.name(), local.type()));
      say(
          switch (account.local()) {
            case MaildirRepositoryConfig maildir -> "Root: " + maildir.root();
            case ImapRepositoryConfig server -> place(server);
          });
      rules(account.local().folders().names());
      folders(local.listFolders(), rules);
    }
  }

  private static String place(ImapRepositoryConfig config) {
    ServerConfig server = config.server();
    if (server.tunnel().isPresent()) {
      return "Tunnel: " + server.tunnel().get().command();
    }
    String host = server.host().map(Info::text).orElse("None");
    String port = server.computedPort().map(PythonExpression::text).orElse("" + server.port());
    String ssl = config.encryption().implicitTls() ? "True" : "False";
    return "Host: %s Port: %s SSL: %s".formatted(host, port, ssl);
  }

  private static String text(TextValue value) {
    return switch (value) {
      case TextValue.Written written -> written.value().text();
      case TextValue.Computed computed -> computed.expression().text();
    };
  }

  private void capabilities(Set<String> offered) {
    say("Server capabilities: " + String.join(" ", new TreeSet<>(offered)) + "\n");
    for (Feature feature : Feature.values()) {
      say("  %-18s %s".formatted(feature.capability(), feature.verdict(offered)));
    }
  }

  /** Those that showed, in this look or in a run before. */
  private void met(Set<Quirk> shown) {
    if (!shown.isEmpty()) {
      say("\nMet here, and allowed for:");
      shown.stream().sorted().forEach(quirk -> say("  it " + quirk.sentence()));
      say("");
    }
  }

  /** All of them are allowed for everywhere; these are what to expect here. */
  private void quirks(String words) {
    List<Quirk> known = Quirk.of(words);
    if (!known.isEmpty()) {
      say("\nKnown of such servers, and allowed for:");
      known.forEach(quirk -> say("  %s: %s".formatted(quirk.server(), quirk.sentence())));
      say("");
    }
  }

  private void rules(FolderRules.Names names) {
    say("");
    rule("folderfilter", names.filter());
    rule("folderincludes", names.includes());
    rule("nametrans", names.translation());
    rule("foldersort", names.order());
  }

  private void rule(String option, Optional<PythonExpression> code) {
    code.ifPresent(value -> say(option + "= " + value.text()));
  }

  /** {@code A -> B} shows what nametrans makes of a name, {@code (disabled)} what is left out. */
  private void folders(Collection<FolderName> names, FolderNaming rules) throws SyncException {
    Map<FolderName, String> visible = rules.visible(names);
    Set<FolderName> wanted = rules.wanted(names);
    say("Folderlist:");
    for (FolderName name : new TreeSet<>(names)) {
      String translated = visible.getOrDefault(name, name.text());
      say(
          " "
              + name
              + (translated.equals(name.text()) ? "" : " -> " + translated)
              + (wanted.contains(name) ? "" : " (disabled)"));
    }
  }

  private void say(String line) {
    out.print(line + "\n");
  }

  /** Keeps what the server says about itself. Guarded by itself. */
  private static final class Opening implements ProtocolTrace {
    private static final String ID = "* ID ";

    private String said = "";
    private String greeting = "";

    @Override
    public void sent(String text) {}

    @Override
    public synchronized void received(String text) {
      greeting = greeting.isEmpty() ? text : greeting;
      if (text.startsWith(ID)) {
        said = text.substring(ID.length()).strip();
      }
    }

    /** Its greeting and its identity. */
    synchronized String said() {
      return greeting + " " + said;
    }

    synchronized Optional<String> identity() {
      return Optional.of(said).filter(text -> !text.isEmpty());
    }
  }
}
