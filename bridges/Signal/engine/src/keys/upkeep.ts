// Keeps the service supplied with one-time keys, and renews the signed ones.
import * as L from '@signalapp/libsignal-client';
import { call } from '../connection/service.ts';
import { base64, fromBase64, type Bytes } from '../encoding/bytes.ts';
import type { Account, Kind } from '../store/account.ts';
import type { Store } from '../store/database.ts';
import { Unit } from '../store/unit.ts';
import type { Newest } from './freshness.ts';
import { newKemKey, newSignedKey, signedJson } from './making.ts';

const BATCH = 100;
const LOW = 20;
/** The service keeps messages for so long. */
const KEEP_SIGNED = 45 * 86_400_000;

const identityOf = (account: Account, who: Kind): L.PrivateKey | null => {
  const secret = who === 'aci' ? account.aciKey : account.pniKey;
  return secret ? L.PrivateKey.deserialize(fromBase64(secret)) : null;
};

export async function topUp(chat: L.Net.AuthenticatedChatConnection, store: Store): Promise<void> {
  for (const who of ['aci', 'pni'] as const) {
    const account = store.account(), identity = identityOf(account, who);
    if (!identity) continue;
    const have = await call(chat, 'GET', `/v2/keys?identity=${who}`);
    if (have.count >= LOW && have.pqCount >= LOW) continue;
    const unit = new Unit(store), first = store.takeKeyIds(BATCH), preKeys = [], pqPreKeys = [];
    for (let id = first; id < first + BATCH; id++) {
      const key = L.PrivateKey.generate(), record = L.PreKeyRecord.new(id, key.getPublicKey(), key), kem = newKemKey(id, identity);
      await unit.preKeys(who).savePreKey(id, record);
      unit.put(`kem-${who}`, String(id), kem.serialize());
      preKeys.push({ keyId: id, publicKey: base64(record.publicKey().serialize()) });
      pqPreKeys.push(signedJson(kem));
    }
    unit.commit();   // kept before anybody can use them
    await call(chat, 'PUT', `/v2/keys?identity=${who}`, { preKeys, pqPreKeys, identityKey: base64(identity.getPublicKey().serialize()) });
  }
}

/** Those that were replaced so long ago that nothing said with them can still come: the last one before a long absence was in use all that time. */
function outdated(records: { id: string; value: Bytes }[], timeOf: (record: Bytes) => number, now: number): string[] {
  const made = records.map(({ id, value }) => ({ id, at: timeOf(value) })).sort((a, b) => a.at - b.at);
  return made.filter((_, i) => i + 1 < made.length && made[i + 1]!.at < now - KEEP_SIGNED).map(({ id }) => id);
}

/** Makes new signed keys; the old ones are kept for messages that are still on their way. */
export async function renewSignedKeys(chat: L.Net.AuthenticatedChatConnection, store: Store, now = Date.now()): Promise<void> {
  for (const who of ['aci', 'pni'] as const) {
    const account = store.account(), identity = identityOf(account, who);
    if (!identity) continue;
    const unit = new Unit(store), id = store.takeKeyIds(1), key = newSignedKey(id, identity), kem = newKemKey(id, identity);
    await unit.signedKeys(who).saveSignedPreKey(id, key);
    unit.put(`kem-${who}-last`, String(id), kem.serialize());
    for (const old of outdated(store.all(`signed-${who}`), (record) => L.SignedPreKeyRecord.deserialize(record).timestamp(), now)) unit.put(`signed-${who}`, old, null);
    for (const old of outdated(store.all(`kem-${who}-last`), (record) => L.KyberPreKeyRecord.deserialize(record).timestamp(), now)) unit.put(`kem-${who}-last`, old, null);
    const current = store.json<Newest>('signed-newest', who)?.current ?? 1;
    unit.putJson('signed-newest', who, { current, next: id } satisfies Newest);
    unit.commit();
    await call(chat, 'PUT', `/v2/keys?identity=${who}`, { preKeys: [], pqPreKeys: [], signedPreKey: signedJson(key), pqLastResortPreKey: signedJson(kem), identityKey: base64(identity.getPublicKey().serialize()) });
    store.putJson('signed-newest', who, { current: id, next: null } satisfies Newest);
  }
}
