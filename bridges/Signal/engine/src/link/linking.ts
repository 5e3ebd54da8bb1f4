// Becoming a linked device of a phone's account.
import { randomBytes, randomInt } from 'node:crypto';
import * as L from '@signalapp/libsignal-client';
import type { ProvisionMessage } from '../../gen/service_pb.js';
import { basic, callRaw, type Service } from '../connection/service.ts';
import { base64, bytes, fromUtf8, type Bytes } from '../encoding/bytes.ts';
import { readAci } from '../encoding/serviceIds.ts';
import { newKemKey, newSignedKey, signedJson } from '../keys/making.ts';
import { Failure, failureOfStatus } from '../rpc/failure.ts';
import type { Account } from '../store/account.ts';
import type { Store } from '../store/database.ts';
import { Unit } from '../store/unit.ts';
import { encryptDeviceName, openProvisioning } from './provisioning.ts';

/** Without "backup5" the phone offers no history. */
const HISTORY = 'backup5';
const CAPABILITIES = { attachmentBackfill: true, spqr: true, usernameChangeSyncMessage: true };
const RETRY_PAUSE = 1_000;
const MAX_SOCKETS = 20;

export type LinkRequest = { deviceName: string; withHistory: boolean; showUrl: (url: string) => void; signal: AbortSignal };

export async function link(service: Service, store: Store, request: LinkRequest): Promise<Account> {
  const mine = L.PrivateKey.generate(), message = openProvisioning(mine, await waitForPhone(service, mine, request));
  return await register(service, store, message, request.deviceName);
}

/** The address lives for about a minute; a new one is shown until the phone has come, or there were many. */
async function waitForPhone(service: Service, mine: L.PrivateKey, { withHistory, showUrl, signal }: LinkRequest): Promise<Bytes> {
  for (let sockets = 0; sockets < MAX_SOCKETS; sockets++) {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Bytes | null>();
    const connection = await service.net.connectProvisioning({
      onReceivedAddress: (address, ack) => {
        ack.send(200);
        showUrl(`sgnl://linkdevice?${new URLSearchParams({ uuid: address, pub_key: base64(mine.getPublicKey().serialize()), ...(withHistory ? { capabilities: HISTORY } : {}) })}`);
      },
      onReceivedEnvelope: (envelope, ack) => { ack.send(200); resolve(envelope); },
      onConnectionInterrupted: () => resolve(null),
    });
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      const envelope = await promise;
      if (envelope) return envelope;
    } finally {
      signal.removeEventListener('abort', abort);
      void connection.disconnect().catch(() => {});
    }
    await new Promise((r) => setTimeout(r, RETRY_PAUSE));
  }
  throw new Failure('invalid', 'nobody scanned the code in time');
}

async function register(service: Service, store: Store, m: ProvisionMessage, deviceName: string): Promise<Account> {
  const aci = readAci(m.aci ? withoutKind(m.aci) : undefined, m.aciText);
  if (!aci || !m.aciIdentityPrivate || m.profileKey?.length !== 32) throw new Failure('expired', 'the phone\'s answer lacks something: it may be newer than this version');
  const aciKey = L.PrivateKey.deserialize(bytes(m.aciIdentityPrivate)), pniKey = m.pniIdentityPrivate ? L.PrivateKey.deserialize(bytes(m.pniIdentityPrivate)) : null;
  const account: Account = {
    aci, pni: null, number: m.number || null, deviceId: 0, password: base64(randomBytes(18)), aciKey: base64(aciKey.serialize()), pniKey: pniKey && base64(pniKey.serialize()),
    aciRegistrationId: randomInt(1, 16380), pniRegistrationId: randomInt(1, 16380), profileKey: base64(m.profileKey), accountEntropyPool: m.accountEntropyPool || null,
    authCredentialSalt: m.authCredentialSalt ? base64(m.authCredentialSalt) : null, ephemeralBackupKey: m.ephemeralBackupKey?.length === 32 ? base64(m.ephemeralBackupKey) : null,
    nextKeyId: 2, generation: 0, readReceipts: m.readReceipts ?? true, typingIndicators: true,
  };
  const keys = (identity: L.PrivateKey) => ({ signed: newSignedKey(1, identity), last: newKemKey(1, identity) });
  const own = keys(aciKey), ofNumber = pniKey && keys(pniKey);
  const answer = await announce(service, account, {
    verificationCode: m.provisioningCode,
    accountAttributes: {
      fetchesMessages: true, name: encryptDeviceName(deviceName, aciKey.getPublicKey()), registrationId: account.aciRegistrationId, pniRegistrationId: account.pniRegistrationId,
      capabilities: CAPABILITIES,
    },
    aciSignedPreKey: signedJson(own.signed), aciPqLastResortPreKey: signedJson(own.last),
    ...(ofNumber ? { pniSignedPreKey: signedJson(ofNumber.signed), pniPqLastResortPreKey: signedJson(ofNumber.last) } : {}),
  });
  account.deviceId = answer.deviceId;
  account.pni = answer.pni ? L.Pni.fromUuid(answer.pni).getServiceIdString() : null;

  const unit = new Unit(store, account);
  for (const [who, k] of [['aci', own], ['pni', ofNumber]] as const) {
    if (!k) continue;
    await unit.signedKeys(who).saveSignedPreKey(1, k.signed);
    unit.put(`kem-${who}-last`, '1', k.last.serialize());
    unit.putJson('signed-newest', who, { current: 1, next: null });
  }
  unit.put('profilekey', aci, m.profileKey);
  unit.commit(() => store.putJson('account', '', account));
  return account;
}

async function announce(service: Service, account: Account, body: unknown): Promise<{ deviceId: number; pni?: string }> {
  const chat = await service.net.connectUnauthenticatedChat({ onConnectionInterrupted() {} });
  try {
    const reply = await callRaw(chat, 'PUT', '/v1/devices/link', body, [['authorization', basic(account.aci, account.password)]]);
    // 409: the account can something that every device of it must be able to, and this version cannot.
    if (reply.status === 409) throw new Failure('expired', 'Signal demands of linked devices what this version cannot do');
    if (reply.status === 403) throw new Failure('invalid', 'the code was used already, or is too old');
    if (reply.status >= 300) throw failureOfStatus(reply.status, 'linking');
    return JSON.parse(fromUtf8(reply.body!));
  } finally {
    void chat.disconnect().catch(() => {});
  }
}

/** An ACI is 16 bytes; some clients put a byte for its kind in front. */
const withoutKind = (raw: Uint8Array): Uint8Array => (raw.length === 17 ? raw.subarray(1) : raw);
