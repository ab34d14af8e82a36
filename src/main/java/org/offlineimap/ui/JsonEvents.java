package org.offlineimap.ui;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;

/** The names and fields of events in JSON; a change of either is a new version. Stateless. */
final class JsonEvents {
  private JsonEvents() {}

  static String name(SyncEvent event) {
    return switch (event) {
      case SyncEvent.Banner _ -> "program";
      case SyncEvent.AccountStarted _ -> "account_started";
      case SyncEvent.AccountFinished _ -> "result";
      case SyncEvent.Connecting _ -> "connecting";
      case SyncEvent.Waiting _ -> "waiting";
      case SyncEvent.SyncingFolders _ -> "syncing_folders";
      case SyncEvent.FolderCreated _ -> "folder_created";
      case SyncEvent.StatusCreated _ -> "status_created";
      case SyncEvent.StatusUpgraded _ -> "status_upgraded";
      case SyncEvent.HookTold _ -> "hook";
      case SyncEvent.FolderStarted _ -> "folder_started";
      case SyncEvent.FolderFinished _ -> "folder_finished";
      case SyncEvent.FolderUnchanged _ -> "folder_unchanged";
      case SyncEvent.LoadingList _ -> "loading_list";
      case SyncEvent.ListLoaded _ -> "list_loaded";
      case SyncEvent.SyncingMessages _ -> "syncing_messages";
      case SyncEvent.CopyingMessage _ -> "copying";
      case SyncEvent.WouldCopy _ -> "would_copy";
      case SyncEvent.DeletingMessages _ -> "deleting";
      case SyncEvent.MovingMessages _ -> "moving";
      case SyncEvent.ChangingFlags _ -> "flags";
      case SyncEvent.Adopted _ -> "adopted";
      case SyncEvent.UidValidityChanged _ -> "uidvalidity";
      case SyncEvent.DeletionsWithheld _ -> "deletions_withheld";
      case SyncEvent.Progress _ -> "progress";
      case SyncEvent.Notice _ -> "notice";
      case SyncEvent.Warning _ -> "warning";
      case SyncEvent.Failed _ -> "error";
      case SyncEvent.Unexpected _ -> "bug";
      case SyncEvent.Debugging _ -> "debugging";
      case SyncEvent.Debug _ -> "debug";
      case SyncEvent.Terminated _ -> "end";
    };
  }

  static void fields(SyncEvent event, JsonFields to) throws IOException {
    to.folder(event.folder());
    switch (event) {
      case SyncEvent.Banner e -> to.text("text", e.text());
      case SyncEvent.AccountStarted _, SyncEvent.FolderFinished _, SyncEvent.FolderUnchanged _ -> {}
      case SyncEvent.AccountFinished e -> result(e.result(), to);
      case SyncEvent.Connecting e ->
          to.text("repository", e.repository())
              .text("host", e.host())
              .numberOrText("port", e.port());
      case SyncEvent.Waiting e -> to.number("seconds", e.left().toSeconds());
      case SyncEvent.SyncingFolders e ->
          to.text("remote_type", e.remote().type()).text("local_type", e.local().type());
      case SyncEvent.FolderCreated e ->
          to.text("repository", e.repository()).folder(e.created()).bool("dry_run", e.dryRun());
      case SyncEvent.StatusCreated e -> statusCreated(e, to);
      case SyncEvent.StatusUpgraded e -> to.text("text", e.text());
      case SyncEvent.HookTold e -> to.text("text", e.text());
      case SyncEvent.FolderStarted e -> to.end("remote", e.remote()).end("local", e.local());
      case SyncEvent.Progress e -> to.number("messages", e.messages()).number("bytes", e.octets());
      case SyncEvent.Notice e -> to.text("text", e.text());
      case SyncEvent.Warning e -> to.text("text", e.text());
      case SyncEvent.Failed e -> failure(e, to);
      case SyncEvent.Unexpected e -> to.text("text", Wording.trace(e.cause()));
      case SyncEvent.Debugging e -> to.text("category", e.category()).text("text", e.text());
      case SyncEvent.Debug e -> to.text("category", e.category()).text("text", e.text());
      case SyncEvent.Terminated e -> to.number("exit", e.exitStatus());
      case SyncEvent.LoadingList _,
          SyncEvent.ListLoaded _,
          SyncEvent.SyncingMessages _,
          SyncEvent.CopyingMessage _,
          SyncEvent.WouldCopy _,
          SyncEvent.DeletingMessages _,
          SyncEvent.MovingMessages _,
          SyncEvent.ChangingFlags _,
          SyncEvent.Adopted _,
          SyncEvent.UidValidityChanged _,
          SyncEvent.DeletionsWithheld _ ->
          messages(event, to);
    }
  }

  /** The remote name is written already where there is one. */
  private static void statusCreated(SyncEvent.StatusCreated e, JsonFields to) throws IOException {
    to.text("repository", e.localRepository());
    to.folder(e.folder().isEmpty() ? Optional.of(e.created()) : Optional.empty());
  }

  /** What happens to messages and lists of them. */
  private static void messages(SyncEvent event, JsonFields to) throws IOException {
    if (event instanceof SyncEvent.LoadingList e) {
      to.end("of", e.of());
    } else if (event instanceof SyncEvent.ListLoaded e) {
      to.end("of", e.of()).number("messages", e.messages());
    } else if (event instanceof SyncEvent.SyncingMessages e) {
      to.number("messages", e.messages());
      to.end("from", e.source()).end("to", e.destination());
    } else if (event instanceof SyncEvent.CopyingMessage e) {
      to.number("uid", e.copy().uid()).number("ordinal", e.copy().ordinal());
      to.number("total", e.copy().total()).end("from", e.source()).end("to", e.destination());
    } else if (event instanceof SyncEvent.WouldCopy e) {
      to.number("messages", e.messages()).end("from", e.source()).text("to", e.destination());
    } else if (event instanceof SyncEvent.DeletingMessages e) {
      to.uids(e.uids()).end("where", e.where()).bool("dry_run", e.dryRun());
    } else if (event instanceof SyncEvent.MovingMessages e) {
      to.uids(e.uids()).end("from", e.way().from()).end("to", e.way().to());
      to.bool("dry_run", e.dryRun());
    } else if (event instanceof SyncEvent.ChangingFlags e) {
      to.uids(e.uids()).text("change", e.direction().add() ? "add" : "remove");
      to.list("flags", Wording.names(e.flags())).end("where", e.direction().where());
    } else if (event instanceof SyncEvent.Adopted e) {
      to.uids(e.uids());
    } else if (event instanceof SyncEvent.UidValidityChanged e) {
      to.text("repository", e.repository());
      to.number("saved", e.saved()).number("current", e.current());
    } else if (event instanceof SyncEvent.DeletionsWithheld e) {
      to.number("messages", e.messages()).number("rows", e.rows()).text("token", e.token());
      to.text("confirm", e.account() + ":" + e.name() + ":" + e.token());
    }
  }

  private static void result(Result result, JsonFields to) throws IOException {
    Result.Counts counts = result.counts();
    to.text("class", result.outcome().word())
        .number("exit", result.outcome().exit())
        .number("downloaded", counts.downloaded())
        .number("uploaded", counts.uploaded())
        .number("moved", counts.moved())
        .number("deleted_local", counts.deletedLocal())
        .number("deleted_remote", counts.deletedRemote())
        .number("flags", counts.flags())
        .number("adopted", counts.adopted())
        .number("withheld", counts.withheld())
        .number("quarantined", counts.quarantined())
        .number("bytes_down", counts.octetsDown())
        .number("bytes_up", counts.octetsUp())
        .number("turnarounds", counts.turnarounds());
    to.json().writeNumberField("seconds", result.elapsed().toMillis() / 1000.0);
  }

  private static void failure(SyncEvent.Failed e, JsonFields to) throws IOException {
    to.text("context", e.context())
        .text("text", e.cause().text())
        .bool("retryable", e.cause().retryable());
  }

  /** The failures of a pass, once more, in its result. */
  static void errors(List<SyncEvent.Failed> failures, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("errors");
    for (SyncEvent.Failed one : failures) {
      json.writeStartObject();
      failure(one, new JsonFields(json).folder(one.folder()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
