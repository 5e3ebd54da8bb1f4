// Notices a file of the account that is older than what Signal has seen (a restored backup, a copy): its ratchets would go
// backwards, so it must never be used to send. Two witnesses, neither of them in the file: the host keeps the number of the last
// session, and the service keeps the newest signed key, which is renewed with every session.
import { createHash } from 'node:crypto';
import * as L from '@signalapp/libsignal-client';
import { callRaw } from '../connection/service.ts';
import { base64, fromBase64 } from '../encoding/bytes.ts';
import { Failure, failureOfStatus } from '../rpc/failure.ts';
import type { Store } from '../store/database.ts';

/** The host's witness: refuses a file from before the last session, then begins a new one. */
export function beginSession(store: Store, lastKnown: number): number {
  const account = store.account();
  if (account.generation < lastKnown) throw new Failure('stale-state', 'the file of this account is older than what Signal has seen: it was restored from a copy, and must be linked anew');
  const generation = account.generation + 1;
  store.changeAccount({ generation });
  return generation;
}

/** The service's witness: it compares a digest of our newest signed keys with its own. */
export async function checkAgainstService(chat: L.Net.AuthenticatedChatConnection, store: Store): Promise<void> {
  for (const who of ['aci', 'pni'] as const) {
    const known = store.json<Newest>('signed-newest', who);
    if (!known) continue;
    // Where a renewal was interrupted, the service may have either.
    let status = 0;
    for (const id of [known.current, known.next]) {
      const digest = id === null ? null : digestOf(store, who, id);
      if (!digest) continue;
      ({ status } = await callRaw(chat, 'POST', '/v2/keys/check', { identityType: who.toUpperCase(), digest: base64(digest) }));
      if (status !== 409) break;
    }
    if (status === 409) throw new Failure('stale-state', 'the file of this account is older than what Signal has seen: it was restored from a copy, and must be linked anew');
    // A service that does not offer the comparison leaves the host's witness alone.
    if (status >= 300 && status !== 404) throw failureOfStatus(status, 'comparing keys');
  }
}

/** The signed keys that the service has (current), and those that it is being given (next). */
export type Newest = { current: number; next: number | null };

function digestOf(store: Store, who: 'aci' | 'pni', id: number): Buffer | null {
  const account = store.account(), secret = who === 'aci' ? account.aciKey : account.pniKey;
  const signed = store.get(`signed-${who}`, String(id)), kem = store.get(`kem-${who}-last`, String(id));
  if (!secret || !signed || !kem) return null;
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(id));
  return createHash('sha256')
    .update(L.PrivateKey.deserialize(fromBase64(secret)).getPublicKey().serialize())
    .update(number).update(L.SignedPreKeyRecord.deserialize(signed).publicKey().serialize())
    .update(number).update(L.KyberPreKeyRecord.deserialize(kem).publicKey().serialize())
    .digest();
}
