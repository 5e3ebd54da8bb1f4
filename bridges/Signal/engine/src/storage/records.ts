// The storage service: the user's contacts, groups and settings as their phone keeps them, each item encrypted by itself.
import { createHmac, randomBytes } from 'node:crypto';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import * as L from '@signalapp/libsignal-client';
import { AccountEntropyPool, SvrKey } from '@signalapp/libsignal-client/dist/AccountKeys.js';
import { ManifestRecordSchema, ReadOperationSchema, StorageItemsSchema, StorageManifestSchema, StorageRecordSchema, WriteOperationSchema, type ManifestRecord, type StorageRecord } from '../../gen/storage_pb.js';
import type { Links } from '../connection/links.ts';
import { basic, call, type Service } from '../connection/service.ts';
import { base64, bytes, concat, utf8, type Bytes } from '../encoding/bytes.ts';
import { openGcm, sealGcm } from '../encoding/gcm.ts';
import { Failure, failureOfStatus } from '../rpc/failure.ts';
import { log } from '../rpc/log.ts';
import type { Store } from '../store/database.ts';

const BATCH = 2500;
const PROTOBUF = 'application/x-protobuf';
/** A new version of an item, or a new item. */
export type Change = { item: Item | null; type: number; record: StorageRecord };
export type Item = { raw: Bytes; type: number; record: StorageRecord };

export class StorageService {
  readonly #service: Service; readonly #store: Store; readonly #links: () => Links;
  constructor(service: Service, store: Store, links: () => Links) { this.#service = service; this.#store = store; this.#links = links; }

  /** Everything, or null where there is nothing or nothing that we have the key for. */
  async read(): Promise<{ manifest: ManifestRecord; items: Item[] } | null> {
    const root = this.#rootKey(), headers = root && await this.#headers();
    if (!root || !headers) return null;
    const reply = await this.#service.request('GET', `${this.#service.place.storage}/v1/storage/manifest`, headers);
    if (reply.status === 404 || reply.status === 204) return null;
    if (reply.status !== 200) throw failureOfStatus(reply.status, 'the storage service');
    const sealed = fromBinary(StorageManifestSchema, reply.body);
    const manifest = fromBinary(ManifestRecordSchema, openGcm(createHmac('sha256', root).update(`Manifest_${sealed.version}`).digest(), sealed.value));
    const items: Item[] = [];
    for (let i = 0; i < manifest.identifiers.length; i += BATCH) {
      const part = manifest.identifiers.slice(i, i + BATCH), types = new Map(part.map((x) => [base64(x.raw), x.type as number]));
      const answer = await this.#service.request('PUT', `${this.#service.place.storage}/v1/storage/read`, { ...headers, 'content-type': PROTOBUF }, toBinary(ReadOperationSchema, create(ReadOperationSchema, { readKey: part.map((x) => x.raw) })));
      if (answer.status !== 200) throw failureOfStatus(answer.status, 'the storage service');
      for (const item of fromBinary(StorageItemsSchema, answer.body).items) {
        // One item that cannot be read hides no other.
        try { items.push({ raw: bytes(item.key), type: types.get(base64(item.key)) ?? 0, record: fromBinary(StorageRecordSchema, openGcm(itemKey(root, manifest, item.key), item.value)) }); }
        catch (e) { log('an item of the storage service cannot be read', e); }
      }
    }
    return { manifest, items };
  }

  /** Writes new versions of items, and items that are new; somebody else's newer manifest is a conflict. */
  async write(state: { manifest: ManifestRecord; items: Item[] }, changes: readonly Change[]): Promise<void> {
    const root = this.#rootKey(), headers = await this.#headers();
    if (!root) throw new Failure('not-found', 'no key for the storage service');
    const named = changes.map((c) => ({ ...c, raw: bytes(new Uint8Array(randomBytes(16))) })), old = new Set(named.flatMap((c) => (c.item ? [base64(c.item.raw)] : []))), version = state.manifest.version + 1n;
    const identifiers = [...state.manifest.identifiers.filter((x) => !old.has(base64(x.raw))), ...named.map((c) => ({ raw: c.raw, type: c.type }))];
    const manifest = create(ManifestRecordSchema, { version, sourceDevice: this.#store.account().deviceId, identifiers, recordIkm: state.manifest.recordIkm });
    const write = create(WriteOperationSchema, {
      manifest: { version, value: sealGcm(createHmac('sha256', root).update(`Manifest_${version}`).digest(), toBinary(ManifestRecordSchema, manifest)) },
      insertItem: named.map((c) => ({ key: c.raw, value: sealGcm(itemKey(root, manifest, c.raw), toBinary(StorageRecordSchema, c.record)) })), deleteKey: named.flatMap((c) => (c.item ? [c.item.raw] : [])),
    });
    const reply = await this.#service.request('PUT', `${this.#service.place.storage}/v1/storage/`, { ...headers, 'content-type': PROTOBUF }, toBinary(WriteOperationSchema, write));
    if (reply.status !== 200) throw failureOfStatus(reply.status, 'the storage service');
  }

  #rootKey(): Uint8Array | null {
    const pool = this.#store.account().accountEntropyPool;
    return pool ? new SvrKey(AccountEntropyPool.deriveSvrKey(pool)).deriveStorageServiceKey() : null;
  }
  async #headers(): Promise<Record<string, string>> {
    const { username, password } = await call(this.#links().chat, 'GET', '/v1/storage/auth') as { username: string; password: string };
    return { authorization: basic(username, password) };
  }
}

function itemKey(root: Uint8Array, manifest: ManifestRecord, id: Uint8Array): Uint8Array {
  return manifest.recordIkm.length
    ? L.hkdf(32, bytes(manifest.recordIkm), concat(utf8('20240801_SIGNAL_STORAGE_SERVICE_ITEM_'), id), new Uint8Array(0))
    : createHmac('sha256', root).update(`Item_${base64(id)}`).digest();
}
