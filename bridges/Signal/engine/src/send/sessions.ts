// Sessions with other people's devices: begun when there is none, corrected when the service says so.
import * as L from '@signalapp/libsignal-client';
import type { GroupSendFullToken } from '@signalapp/libsignal-client/zkgroup.js';
import type { Links } from '../connection/links.ts';
import { call } from '../connection/service.ts';
import { fromBase64, type Bytes } from '../encoding/bytes.ts';
import type { Store } from '../store/database.ts';
import { Unit } from '../store/unit.ts';
import type { Turns } from './turns.ts';

export type Auth = { accessKey: Bytes } | GroupSendFullToken;
type KeyJson = { keyId: number; publicKey: string; signature: string };
type BundleJson = { identityKey: string; devices: { deviceId: number; registrationId: number; preKey?: KeyJson; signedPreKey: KeyJson; pqPreKey: KeyJson }[] };

export class SessionKeeper {
  readonly #store: Store; readonly #turns: Turns; readonly #links: () => Links;
  constructor(store: Store, turns: Turns, links: () => Links) { this.#store = store; this.#turns = turns; this.#links = links; }

  /** The devices of a person, each with a session that can be used. */
  async devices(recipient: string, auth: Auth | null): Promise<number[]> {
    const account = this.#store.account();
    const usable = await this.#turns.take(async () => {
      const unit = new Unit(this.#store), sessions = unit.sessions(), list = unit.devices(recipient);
      for (const d of list) if (!(await sessions.getSession(L.ProtocolAddress.new(recipient, d)))?.hasCurrentState()) return null;
      return list;
    });
    if (usable?.length) return usable;
    await this.begin(recipient, 'all', auth);
    return this.#turns.take(async () => new Unit(this.#store).devices(recipient).filter((d) => recipient !== account.aci || d !== account.deviceId));
  }

  async begin(recipient: string, device: 'all' | { deviceId: number }, auth: Auth | null): Promise<void> {
    const target = L.ServiceId.parseFromServiceIdString(recipient), bundles = await this.#bundles(target, device, auth), account = this.#store.account();
    await this.#turns.take(async () => {
      const unit = new Unit(this.#store, account), me = L.ProtocolAddress.new(account.aci, account.deviceId);
      for (const b of bundles) {
        if (recipient === account.aci && b.deviceId() === account.deviceId) continue;
        await L.processPreKeyBundle(b, L.ProtocolAddress.new(recipient, b.deviceId()), me, unit.sessions(), unit.identities());
      }
      unit.commit();
    });
  }

  /** Takes the service's word on which devices there are. */
  async agree(entry: L.MismatchedDevicesEntry, auth: Auth | null): Promise<void> {
    const who = entry.account.getServiceIdString();
    await this.forget(who, [...entry.extraDevices, ...entry.staleDevices]);
    for (const deviceId of [...entry.missingDevices, ...entry.staleDevices]) await this.begin(who, { deviceId }, auth);
  }

  async forget(who: string, devices: readonly number[]): Promise<void> {
    await this.#turns.take(async () => {
      const unit = new Unit(this.#store);
      for (const d of devices) unit.put('session-aci', `${who}.${d}`, null);
      unit.commit();
    });
  }

  async #bundles(target: L.ServiceId, device: 'all' | { deviceId: number }, auth: Auth | null): Promise<L.PreKeyBundle[]> {
    if (auth) {
      try { return (await this.#links().open.getPreKeys({ target, device, auth })).preKeyBundles; }
      catch (e) { if (!L.LibSignalErrorBase.is(e, L.ErrorCode.RequestUnauthorized)) throw e; }   // their key has changed: ask with our name
    }
    const r = await call(this.#links().chat, 'GET', `/v2/keys/${target.getServiceIdString()}/${device === 'all' ? '*' : device.deviceId}`) as BundleJson;
    const identity = L.PublicKey.deserialize(fromBase64(r.identityKey)), open = (k: KeyJson) => L.PublicKey.deserialize(fromBase64(k.publicKey));
    return r.devices.map((d) => L.PreKeyBundle.new(d.registrationId, d.deviceId, d.preKey?.keyId ?? null, d.preKey ? open(d.preKey) : null, d.signedPreKey.keyId, open(d.signedPreKey),
      fromBase64(d.signedPreKey.signature), identity, d.pqPreKey.keyId, L.KEMPublicKey.deserialize(fromBase64(d.pqPreKey.publicKey)), fromBase64(d.pqPreKey.signature)));
  }
}
