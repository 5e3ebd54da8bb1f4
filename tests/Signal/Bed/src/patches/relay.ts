// A relay in front of the service, through which the engine's connections go. It can fall silent as a network does: what is connected
// stays connected, and nothing comes through any more.
import { connect, createServer, type Socket } from 'node:net';

export class Relay {
  readonly #pairs = new Set<[Socket, Socket]>(); readonly #silent = new Set<[Socket, Socket]>(); #target = 0; #isMute = false; port = 0;

  async listen(target: number): Promise<void> {
    this.#target = target;
    const server = createServer((socket) => this.#accept(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.port = (server.address() as { port: number }).port;
  }

  /** Nothing comes through any more: on what is connected now, and, until it is loud again, on what connects later. */
  mute(later: boolean): void {
    this.#isMute = later;
    for (const [a, b] of this.#pairs) for (const s of [a, b]) { s.unpipe(); s.pause(); }
    this.#pairs.clear();
  }
  /** What connected meanwhile comes through, as a network does that was away for a while. */
  unmute(): void {
    this.#isMute = false;
    for (const pair of this.#silent) this.#join(pair);
    this.#silent.clear();
  }

  #accept(socket: Socket): void {
    const other = connect(this.#target, '127.0.0.1'), pair: [Socket, Socket] = [socket, other], end = () => { this.#pairs.delete(pair); this.#silent.delete(pair); socket.destroy(); other.destroy(); };
    for (const s of pair) s.on('error', end).on('close', end);
    if (this.#isMute) { socket.pause(); this.#silent.add(pair); return; }
    this.#join(pair);
  }

  #join(pair: [Socket, Socket]): void {
    this.#pairs.add(pair);
    pair[0].pipe(pair[1]).pipe(pair[0]);
  }
}
