// libsignal prints whole session records with console.*, private ratchet keys among them. Standard output is the engine's protocol,
// standard error is the host's log: neither may ever see them.
const silent = (): void => {}
for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table'] as const) {
  console[method] = silent
}
