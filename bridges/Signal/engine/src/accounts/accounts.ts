// The accounts of this engine, and those that are being linked.
import { rm } from 'node:fs/promises';
import type { Service } from '../connection/service.ts';
import { link } from '../link/linking.ts';
import { Failure } from '../rpc/failure.ts';
import { Store } from '../store/database.ts';
import { LinkedAccount, type AccountOptions } from './account.ts';

type Event = Record<string, unknown>;
const PROBE_TIMEOUT = 20_000;
/** How long the engine of a host that was killed may take to end. */
const FILE_PATIENCE = 30_000;
const FILE_PAUSE = 100;

export class Accounts {
  readonly #service: Service; readonly #tell: (event: Event) => void; readonly #running = new Map<string, LinkedAccount>(); readonly #links = new Map<string, AbortController>(); readonly #starting = new Map<string, symbol>();
  constructor(service: Service, tell: (event: Event) => void) { this.#service = service; this.#tell = tell; }

  get(account: string): LinkedAccount {
    const found = this.#running.get(account);
    if (!found) throw new Failure('not-connected', 'the account is not started');
    return found;
  }
  /** The files of the accounts that are started. */
  stores(): Store[] { return [...this.#running.values()].map((a) => a.store); }
  states(): Record<string, string> { return Object.fromEntries([...this.#running].map(([id, a]) => [id, a.state])); }

  /** Completes when the phone has taken the code and the service has taken the device; the file then holds the account. */
  async link(login: string, path: string, key: string, name: string, withHistory: boolean): Promise<{ aci: string; number: string | null; hasHistory: boolean }> {
    const abort = new AbortController();
    this.#links.get(login)?.abort(new Failure('invalid', 'begun again'));
    this.#links.set(login, abort);
    await removeFiles(path);
    const store = new Store(path, key);
    try {
      const account = await link(this.#service, store, { deviceName: name, withHistory, signal: abort.signal, showUrl: (url) => this.#tell({ kind: 'link-url', login, url }) });
      store.close();
      return { aci: account.aci, number: account.number, hasHistory: account.ephemeralBackupKey !== null };
    } catch (e) {
      store.close();
      await removeFiles(path);   // nothing half-stored
      throw e;
    } finally {
      if (this.#links.get(login) === abort) this.#links.delete(login);
    }
  }
  cancelLink(login: string): void { this.#links.get(login)?.abort(new Failure('invalid', 'given up')); }

  async start(account: string, path: string, key: string, options: AccountOptions): Promise<{ generation: number; aci: string }> {
    await this.stop(account);
    const own = Symbol(account);
    this.#starting.set(account, own);
    const store = await openAlone(path, key, () => this.#starting.get(account) === own);
    this.#starting.delete(account);
    if (!store.hasAccount()) { store.close(); throw new Failure('stale-state', 'the file of this account is empty'); }
    let linked: LinkedAccount;
    try { linked = new LinkedAccount(this.#service, store, path, options, (event) => this.#tell({ account, ...event })); } catch (e) { store.close(); throw e; }
    this.#running.set(account, linked);
    linked.start();
    return { generation: linked.generation, aci: store.account().aci };
  }

  async stop(account: string): Promise<void> {
    const running = this.#running.get(account);
    this.#starting.delete(account);
    this.#running.delete(account);
    await running?.stop();
  }
  async stopAll(): Promise<void> { await Promise.allSettled([...this.#running.keys()].map((a) => this.stop(a))); }

  /** Asks the service for a place to link at, and drops it: proves network, certificate and version without any account. */
  async probe(): Promise<{ ok: true }> {
    const { promise, resolve, reject } = Promise.withResolvers<void>(), timer = setTimeout(() => reject(new Failure('network', 'Signal did not answer in time')), PROBE_TIMEOUT);
    const connection = await this.#service.net.connectProvisioning({ onReceivedAddress: (_address, ack) => { ack.send(200); resolve(); }, onReceivedEnvelope: () => {}, onConnectionInterrupted: (e) => reject(e ?? new Failure('network', 'Signal closed the connection')) });
    try { await promise; } finally { clearTimeout(timer); void connection.disconnect().catch(() => {}); }
    return { ok: true };
  }
}

/** The file, once nobody else has it. */
async function openAlone(path: string, key: string, isWanted: () => boolean): Promise<Store> {
  for (const end = Date.now() + FILE_PATIENCE; ;) {
    if (!isWanted()) throw new Failure('not-connected', 'the account was stopped meanwhile');
    try { return new Store(path, key); }
    catch (e) {
      if (!/SQLITE_BUSY/.test(String(e))) throw new Failure('stale-state', 'the file of this account cannot be opened: it is missing or damaged, or belongs to another key', { cause: e });
      if (Date.now() > end) throw new Failure('internal', 'another engine still has the file of this account', { cause: e });
    }
    await new Promise((r) => setTimeout(r, FILE_PAUSE));
  }
}

const removeFiles = async (path: string): Promise<void> => { await Promise.all(['', '-wal', '-shm'].map((end) => rm(path + end, { force: true }))); };
