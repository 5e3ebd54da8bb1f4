// An account's two connections to the service, one with its name and one without, kept up: a lost connection comes back after a
// wait that grows. Only one connection at a time; an end that only a person can mend is told once and not tried again.
import * as L from '@signalapp/libsignal-client';
import type { Bytes } from '../encoding/bytes.ts';
import { Failure, failureOf } from '../rpc/failure.ts';
import type { Account } from '../store/account.ts';
import { call, type Service } from './service.ts';

export type Links = { chat: L.Net.AuthenticatedChatConnection; open: L.Net.UnauthenticatedChatConnection };
export type ConnectionState = 'connecting' | 'connected' | 'caught-up' | 'lost' | 'unlinked' | 'expired' | 'replaced' | 'stale-state';
export type Incoming = { raw: Bytes; ack: L.Net.ChatServerMessageAck };

const LONGEST_WAIT = 120_000;
/** How often in a row the service may throw us out right after a connection before it is told as "connected elsewhere". */
const MANY = 5;

export class Connector {
  readonly #service: Service; readonly #account: () => Account; readonly #events: ConnectorEvents;
  #links: Links | null = null; #stopped = false; #failures = 0; #replacements = 0; #timer: NodeJS.Timeout | undefined;
  #ended: 'unlinked' | 'expired' | 'stale-state' | null = null;

  constructor(service: Service, account: () => Account, events: ConnectorEvents) {
    this.#service = service;
    this.#account = account;
    this.#events = events;
  }

  get links(): Links {
    if (this.#links) return this.#links;
    if (this.#ended === 'unlinked') throw new Failure('unlinked', 'this device was unlinked');
    if (this.#ended === 'expired') throw new Failure('expired', 'this version is too old for Signal');
    if (this.#ended === 'stale-state') throw new Failure('stale-state', 'the file of this account is older than what Signal has seen');
    throw new Failure('not-connected', 'not connected to Signal');
  }
  get isConnected(): boolean { return this.#links !== null; }

  start(): void { void this.#connect(); }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const links = this.#links;
    this.#links = null;
    await Promise.allSettled([links?.chat.disconnect(), links?.open.disconnect()]);
  }

  async #connect(): Promise<void> {
    if (this.#stopped || this.#ended) return;
    this.#events.state('connecting');
    const account = this.#account(), held: Incoming[] = [];
    let links: Links | null = null, ready = false, empty = false, early: L.LibSignalError | null | undefined;
    const gone = (cause: L.LibSignalError | null) => { if (ready) this.#gone(links!, cause); else early = cause; };
    try {
      const open = await this.#service.net.connectUnauthenticatedChat({ onConnectionInterrupted: gone });
      let chat: L.Net.AuthenticatedChatConnection;
      try {
        chat = await this.#service.net.connectAuthenticatedChat(`${account.aci}.${account.deviceId}`, account.password, this.#events.wantsStories, {
          onConnectionInterrupted: gone,
          onQueueEmpty: () => { empty = true; if (ready) this.#events.state('caught-up'); },
          // What comes is answered with receipts and questions, so it waits until we may send.
          onIncomingMessage: (raw, _timestamp, ack) => { if (ready) this.#events.incoming({ raw, ack }); else held.push({ raw, ack }); },
        });
      } catch (e) {
        void open.disconnect().catch(() => {});
        throw e;
      }
      links = { chat, open };
      await this.#events.connected(links);
      if (this.#stopped) { await Promise.allSettled([chat.disconnect(), open.disconnect()]); return; }
      if (early !== undefined) throw early ?? new Failure('network', 'the connection broke at once');
      this.#links = links;
      this.#failures = 0;
      ready = true;
      this.#events.state('connected');
      held.forEach((m) => this.#events.incoming(m));
      if (empty) this.#events.state('caught-up');
    } catch (e) {
      this.#links = null;
      if (links) void Promise.allSettled([links.chat.disconnect(), links.open.disconnect()]);
      this.#failed(e);
    }
  }

  /** Gives up connections of which nothing comes any more. */
  drop(links: Links, cause: unknown): void { this.#gone(links, cause); }

  /** Signal takes nothing from this version any more, whatever was asked: told once, and nothing is tried again until it is updated. */
  expire(): void {
    if (this.#stopped || this.#ended) return;
    const links = this.#links;
    this.#links = null;
    void Promise.allSettled([links?.chat.disconnect(), links?.open.disconnect()]);
    this.#failed(new Failure('expired', 'this version is too old for Signal'));
  }

  #gone(links: Links, cause: unknown): void {
    if (this.#stopped || this.#links !== links) return;
    this.#links = null;
    void Promise.allSettled([links.chat.disconnect(), links.open.disconnect()]);
    this.#failed(cause ?? new Failure('network', 'Signal closed the connection'));
  }

  #failed(error: unknown): void {
    if (this.#stopped || this.#ended) return;
    const failure = failureOf(error);
    if (failure.kind === 'unlinked' || failure.kind === 'expired' || failure.kind === 'stale-state') {
      this.#ended = failure.kind;
      this.#events.state(failure.kind);
      return;
    }
    const replaced = (error as { code?: number })?.code === L.ErrorCode.ConnectedElsewhere;
    this.#replacements = replaced ? this.#replacements + 1 : 0;
    this.#events.state(this.#replacements >= MANY ? 'replaced' : 'lost');
    const wait = Math.max(failure.retryAfterSeconds ? failure.retryAfterSeconds * 1000 : 0, Math.min(LONGEST_WAIT, 500 * 2 ** Math.min(this.#failures + this.#replacements * 2, 9)));
    this.#failures++;
    this.#timer = setTimeout(() => void this.#connect(), wait * (0.75 + Math.random() / 2));
  }
}

export type ConnectorEvents = {
  readonly wantsStories: boolean;
  incoming(message: Incoming): void;
  state(state: ConnectionState): void;
  /** Called with fresh connections, before anything is sent: keys, checks. What it throws ends the connection. */
  connected(links: Links): Promise<void>;
};

/** Asks the service how it wants to be spoken to; counts from the next connection on. */
export async function fetchRemoteConfig(service: Service, links: Links): Promise<void> {
  const { config } = await call(links.chat, 'GET', '/v2/config') as { config: Record<string, string> };
  if (config && typeof config === 'object') service.takeRemoteConfig(config);
}
