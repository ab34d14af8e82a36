package org.offlineimap.cli;

import org.offlineimap.config.HookConfig;
import org.offlineimap.daemon.HookRunner;
import org.offlineimap.daemon.PassRequest;
import org.offlineimap.event.Result;
import org.offlineimap.sync.PassHooks;

/**
 * The commands around one pass. For a pass that neither the hour nor a signal nor the server asked
 * for the one before is left out, and the one after follows only if something came. Confined to the
 * pass.
 *
 * @param beforeLast what is done before the last command: connections are not kept waiting for it
 */
record AccountHooks(HookConfig hooks, HookRunner runner, PassRequest request, Runnable beforeLast)
    implements PassHooks {
  @Override
  public void before() {
    if (request.told()) {
      hooks.before().ifPresent(command -> runner.run(command, request.mode()));
    }
  }

  @Override
  public void after(Result.Counts done) {
    beforeLast.run();
    boolean wanted = request.told() || done.downloaded() + done.moved() + done.deletedLocal() > 0;
    if (wanted) {
      hooks.after().ifPresent(command -> runner.run(command, request.mode()));
    }
  }
}
