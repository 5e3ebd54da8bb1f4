// The envelope in which the phone hands the account to a new device, and the name that the device gives itself.
import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import * as L from '@signalapp/libsignal-client';
import { DeviceNameSchema, ProvisionEnvelopeSchema, ProvisionMessageSchema, type ProvisionMessage } from '../../gen/service_pb.js';
import { base64, bytes, concat, hmac, utf8, type Bytes } from '../encoding/bytes.ts';
import { Failure } from '../rpc/failure.ts';

export function openProvisioning(mine: L.PrivateKey, raw: Bytes): ProvisionMessage {
  const envelope = fromBinary(ProvisionEnvelopeSchema, raw), body = envelope.body ?? new Uint8Array();
  if (body.length < 1 + 16 + 16 + 32 || body[0] !== 1 || !envelope.publicKey) throw new Failure('expired', 'the phone speaks a newer version of linking');
  const secret = L.hkdf(64, mine.agree(L.PublicKey.deserialize(bytes(envelope.publicKey))), utf8('TextSecure Provisioning Message'), null);
  const signed = body.subarray(0, -32);
  if (!timingSafeEqual(hmac(secret.subarray(32), signed), body.subarray(-32))) throw new Failure('invalid', 'the phone\'s answer is damaged');
  const cipher = createDecipheriv('aes-256-cbc', secret.subarray(0, 32), signed.subarray(1, 17));
  return fromBinary(ProvisionMessageSchema, concat(cipher.update(signed.subarray(17)), cipher.final()));
}

/** The name as the account's phone can read it, and nobody else. */
export function encryptDeviceName(name: string, identity: L.PublicKey): string {
  const once = L.PrivateKey.generate(), master = once.agree(identity), plain = utf8(name);
  const syntheticIv = hmac(hmac(master, utf8('auth')), plain).subarray(0, 16), key = hmac(hmac(master, utf8('cipher')), syntheticIv);
  const ciphertext = new Uint8Array(createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(plain));
  return base64(toBinary(DeviceNameSchema, create(DeviceNameSchema, { ephemeralPublic: once.getPublicKey().serialize(), syntheticIv, ciphertext })));
}
