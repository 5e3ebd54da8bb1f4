// The keys that others need to begin a session with this device.
import * as L from '@signalapp/libsignal-client';
import { base64 } from '../encoding/bytes.ts';

export function newSignedKey(id: number, identity: L.PrivateKey): L.SignedPreKeyRecord {
  const key = L.PrivateKey.generate(), open = key.getPublicKey();
  return L.SignedPreKeyRecord.new(id, Date.now(), open, key, identity.sign(open.serialize()));
}

export function newKemKey(id: number, identity: L.PrivateKey): L.KyberPreKeyRecord {
  const pair = L.KEMKeyPair.generate();
  return L.KyberPreKeyRecord.new(id, Date.now(), pair, identity.sign(pair.getPublicKey().serialize()));
}

type Signed = { id(): number; publicKey(): { serialize(): Uint8Array }; signature(): Uint8Array };
export const signedJson = (key: Signed) => ({ keyId: key.id(), publicKey: base64(key.publicKey().serialize()), signature: base64(key.signature()) });
