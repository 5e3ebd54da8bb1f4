// AES-256-GCM as profiles and the storage service use it: nonce, ciphertext, tag in one piece.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { concat, type Bytes } from './bytes.ts';

export function openGcm(key: Uint8Array, sealed: Uint8Array): Bytes {
  if (sealed.length < 28) throw new Error('too short');
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  cipher.setAuthTag(sealed.subarray(-16));
  return concat(cipher.update(sealed.subarray(12, -16)), cipher.final());
}

export function sealGcm(key: Uint8Array, plain: Uint8Array): Bytes {
  const nonce = randomBytes(12), cipher = createCipheriv('aes-256-gcm', key, nonce);
  return concat(nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag());
}
