// The stores through which libsignal asks for its records, all on one unit of work.
import * as L from '@signalapp/libsignal-client';
import { base64, fromBase64, sameBytes } from '../encoding/bytes.ts';
import type { Kind } from './account.ts';
import type { Unit } from './unit.ts';

export class Sessions extends L.SessionStore {
  readonly #unit: Unit; readonly #kind: string;
  constructor(unit: Unit, kind: string) { super(); this.#unit = unit; this.#kind = kind; }
  async saveSession(address: L.ProtocolAddress, record: L.SessionRecord) { this.#unit.put(this.#kind, address.toString(), record.serialize()); }
  async getSession(address: L.ProtocolAddress) { const v = this.#unit.get(this.#kind, address.toString()); return v && L.SessionRecord.deserialize(v); }
  async getExistingSessions(addresses: L.ProtocolAddress[]) {
    return addresses.map((a) => {
      const v = this.#unit.get(this.#kind, a.toString());
      if (!v) throw new Error('no session with a recipient');
      return L.SessionRecord.deserialize(v);
    });
  }
}

export class Identities extends L.IdentityKeyStore {
  readonly #unit: Unit; readonly #who: Kind;
  constructor(unit: Unit, who: Kind) { super(); this.#unit = unit; this.#who = who; }
  async getIdentityKey() {
    const a = this.#unit.account;
    return L.PrivateKey.deserialize(fromBase64(this.#who === 'aci' ? a.aciKey : a.pniKey!));
  }
  async getLocalRegistrationId() { return this.#who === 'aci' ? this.#unit.account.aciRegistrationId : this.#unit.account.pniRegistrationId; }
  /** A new key is taken, as Signal's apps do, and told; only somebody whom the user had verified is written to again after a word of the user. */
  async saveIdentity(address: L.ProtocolAddress, key: L.PublicKey) {
    const who = address.name(), old = this.#unit.get('identity', who), now = key.serialize();
    if (old && sameBytes(old, now)) return L.IdentityChange.NewOrUnchanged;
    this.#unit.put('identity', who, now);
    if (!old) return L.IdentityChange.NewOrUnchanged;
    const wasVerified = this.#unit.get('verified', who) !== null;
    if (wasVerified) { this.#unit.put('verified', who, null); this.#unit.put('distrusted', who, new Uint8Array(1)); }
    this.#unit.tell({ kind: 'identity-changed', person: who, wasVerified, at: Date.now() });
    return L.IdentityChange.ReplacedExisting;
  }
  async isTrustedIdentity() { return true; }
  async getIdentity(address: L.ProtocolAddress) { const v = this.#unit.get('identity', address.name()); return v && L.PublicKey.deserialize(v); }
}

export class PreKeys extends L.PreKeyStore {
  readonly #unit: Unit; readonly #kind: string;
  constructor(unit: Unit, kind: string) { super(); this.#unit = unit; this.#kind = kind; }
  async savePreKey(id: number, record: L.PreKeyRecord) { this.#unit.put(this.#kind, String(id), record.serialize()); }
  async getPreKey(id: number) { return L.PreKeyRecord.deserialize(found(this.#unit.get(this.#kind, String(id)), 'pre-key')); }
  async removePreKey(id: number) { this.#unit.put(this.#kind, String(id), null); }
}

export class SignedKeys extends L.SignedPreKeyStore {
  readonly #unit: Unit; readonly #kind: string;
  constructor(unit: Unit, kind: string) { super(); this.#unit = unit; this.#kind = kind; }
  async saveSignedPreKey(id: number, record: L.SignedPreKeyRecord) { this.#unit.put(this.#kind, String(id), record.serialize()); }
  async getSignedPreKey(id: number) { return L.SignedPreKeyRecord.deserialize(found(this.#unit.get(this.#kind, String(id)), 'signed pre-key')); }
}

export class KemKeys extends L.KyberPreKeyStore {
  readonly #unit: Unit; readonly #kind: string;
  constructor(unit: Unit, kind: string) { super(); this.#unit = unit; this.#kind = kind; }
  async saveKyberPreKey(id: number, record: L.KyberPreKeyRecord) { this.#unit.put(this.#kind, String(id), record.serialize()); }
  async getKyberPreKey(id: number) {
    const value = this.#unit.get(this.#kind, String(id)) ?? this.#unit.get(`${this.#kind}-last`, String(id));
    return L.KyberPreKeyRecord.deserialize(found(value, 'KEM pre-key'));
  }
  async markKyberPreKeyUsed(id: number, signedId: number, baseKey: L.PublicKey) {
    if (this.#unit.get(this.#kind, String(id))) { this.#unit.put(this.#kind, String(id), null); return; }
    // The last-resort key serves many senders, but one base key only once.
    const used = `${id}/${signedId}/${base64(baseKey.serialize())}`;
    if (this.#unit.get(`${this.#kind}-used`, used)) throw new Error('last-resort key: base key used before');
    this.#unit.put(`${this.#kind}-used`, used, new Uint8Array(1));
  }
}

export class SenderKeys extends L.SenderKeyStore {
  readonly #unit: Unit;
  constructor(unit: Unit) { super(); this.#unit = unit; }
  async saveSenderKey(address: L.ProtocolAddress, distribution: L.Uuid, record: L.SenderKeyRecord) { this.#unit.put('senderkey', `${address}/${distribution}`, record.serialize()); }
  async getSenderKey(address: L.ProtocolAddress, distribution: L.Uuid) {
    const v = this.#unit.get('senderkey', `${address}/${distribution}`);
    return v && L.SenderKeyRecord.deserialize(v);
  }
}

function found<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`unknown ${what}`);
  return value;
}
