package org.offlineimap.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All commands that the server knows; a new one is one file and one line here. */
final class Commands {
  private static final Map<String, Command> ALL =
      List.of(
              new AppendCommand(),
              new AuthenticateCommand(),
              new CapabilityCommand(),
              new CloseCommand(),
              new CloseCommand.Unselect(),
              new CompressCommand(),
              new CopyCommand(false, false),
              new CopyCommand(true, false),
              new CopyCommand(false, true),
              new CopyCommand(true, true),
              new CreateCommand(),
              new DeleteCommand(),
              new EnableCommand(),
              new ExpungeCommand(false),
              new ExpungeCommand(true),
              new FetchCommand(false),
              new FetchCommand(true),
              new IdCommand(),
              new IdleCommand(),
              new ListCommand(),
              new LsubCommand(),
              new LoginCommand(),
              new LogoutCommand(),
              new NamespaceCommand(),
              new NoopCommand("NOOP"),
              new NoopCommand("CHECK"),
              new NotifyCommand(),
              new RenameCommand(),
              new SearchCommand(false),
              new SearchCommand(true),
              new SelectCommand(false),
              new SelectCommand(true),
              new StarttlsCommand(),
              new StatusCommand(),
              new StoreCommand(false),
              new StoreCommand(true),
              new SubscribeCommand(true),
              new SubscribeCommand(false))
          .stream()
          .collect(Collectors.toUnmodifiableMap(Command::name, Function.identity()));

  private Commands() {}

  static Optional<Command> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }
}
