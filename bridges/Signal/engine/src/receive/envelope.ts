// From the service's envelope to what the sender said.
import * as L from '@signalapp/libsignal-client';
import { fromBinary } from '@bufbuild/protobuf';
import { ContentSchema, type Content } from '../../gen/content_pb.js';
import { EnvelopeSchema, Envelope_Type, type Envelope } from '../../gen/service_pb.js';
import { bytes, safeNumber, type Bytes } from '../encoding/bytes.ts';
import { unpad } from '../encoding/padding.ts';
import { readId, readPni } from '../encoding/serviceIds.ts';
import type { Kind } from '../store/account.ts';
import type { Unit } from '../store/unit.ts';

export type Received = { timestamp: number; serverTimestamp: number; story: boolean; sender: string; device: number; sealed: boolean; groupId: Bytes | null; to: Kind; content: Content; /** The identity of the user's new phone number, where this tells of one. */ newPni: string | null };

/** Could not be read, but the sender is known and can be asked to say it again. */
export class Unreadable extends Error {
  readonly sender: string; readonly device: number; readonly timestamp: number; readonly groupId: Bytes | null; readonly hint: L.ContentHint; 
  /** Null where the message is so damaged that not even the question can be made of it. */
  readonly request: L.DecryptionErrorMessage | null;
  constructor(cause: unknown, of: { sender: string; device: number; timestamp: number; groupId: Bytes | null; hint: L.ContentHint; request: L.DecryptionErrorMessage | null }) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.sender = of.sender; this.device = of.device; this.timestamp = of.timestamp; this.groupId = of.groupId; this.hint = of.hint; this.request = of.request;
  }
}

type From = { sender: string; device: number; groupId: Bytes | null; hint: L.ContentHint };

/** Null for what says nothing: receipts of the service itself, our own echo. */
export async function receive(unit: Unit, trustRoots: L.PublicKey[], raw: Bytes): Promise<Received | null> {
  const e = fromBinary(EnvelopeSchema, raw), account = unit.account, destination = readId(e.destination, e.destinationText);
  if (e.type === Envelope_Type.SERVER_RECEIPT || !e.content?.length) return null;
  if (destination !== account.aci && destination !== account.pni) throw new Error('an envelope for somebody else');
  const to: Kind = destination === account.aci ? 'aci' : 'pni';
  const common = { timestamp: safeNumber(e.clientTimestamp), serverTimestamp: safeNumber(e.serverTimestamp), story: e.story ?? false, to, newPni: readPni(e.updatedPni, e.updatedPniText) };
  if (e.type === Envelope_Type.SEALED) {
    if (to !== 'aci') throw new Error('sealed sender to a phone number identity');
    const sealed = await L.sealedSenderDecryptToUsmc(bytes(e.content), unit.identities()), certificate = sealed.senderCertificate();
    if (!certificate.validateWithTrustRoots(trustRoots, common.serverTimestamp || Date.now())) throw new Error('sender certificate not trusted');
    const sender = certificate.senderUuid(), device = certificate.senderDeviceId();
    if (sender === account.aci && device === account.deviceId) return null;
    const from = { sender, device, groupId: sealed.groupId(), hint: sealed.contentHint() };
    return { ...common, ...from, sealed: true, content: await decrypt(unit, to, sealed.msgType(), sealed.contents(), from, e) };
  }
  const sender = readId(e.source, e.sourceText);
  if (!sender || !e.sourceDevice) throw new Error('an envelope without a sender');
  const type = e.type === Envelope_Type.RATCHET ? L.CiphertextMessageType.Whisper : e.type === Envelope_Type.PREKEY ? L.CiphertextMessageType.PreKey : e.type === Envelope_Type.PLAINTEXT ? L.CiphertextMessageType.Plaintext : null;
  if (type === null) throw new Error(`an envelope of unknown type ${e.type}`);
  const from = { sender, device: e.sourceDevice, groupId: null, hint: L.ContentHint.Default };
  return { ...common, ...from, sealed: false, content: await decrypt(unit, to, type, bytes(e.content), from, e) };
}

async function decrypt(unit: Unit, to: Kind, type: L.CiphertextMessageType, body: Bytes, of: From, e: Envelope): Promise<Content> {
  const from = L.ProtocolAddress.new(of.sender, of.device), me = L.ProtocolAddress.new(to === 'aci' ? unit.account.aci : unit.account.pni!, unit.account.deviceId);
  let plain: Bytes;
  try {
    plain = await unit.step(async (s) => {
      switch (type) {
        case L.CiphertextMessageType.Whisper: return L.signalDecrypt(L.SignalMessage.deserialize(body), from, me, s.sessions(to), s.identities(to));
        case L.CiphertextMessageType.PreKey:
          return L.signalDecryptPreKey(L.PreKeySignalMessage.deserialize(body), from, me, s.sessions(to), s.identities(to), s.preKeys(to), s.signedKeys(to), s.kemKeys(to));
        case L.CiphertextMessageType.SenderKey: return L.groupDecrypt(from, s.senderKeys(), body);
        default: return L.PlaintextContent.deserialize(body).body();
      }
    });
  } catch (error) {
    if (L.LibSignalErrorBase.is(error, L.ErrorCode.DuplicatedMessage)) throw error;
    const timestamp = safeNumber(e.clientTimestamp);
    throw new Unreadable(error, { ...of, timestamp, request: question(body, type, timestamp, of.device) });
  }
  const content = fromBinary(ContentSchema, unpad(plain));
  // Unencrypted content may say one thing only: "I could not read you".
  if (type === L.CiphertextMessageType.Plaintext && !content.decryptionError) throw new Error('unencrypted content');
  const key = content.senderKeyDistribution;
  if (key?.length) await unit.step((s) => L.processSenderKeyDistributionMessage(from, L.SenderKeyDistributionMessage.deserialize(bytes(key)), s.senderKeys()));
  return content;
}

function question(body: Bytes, type: L.CiphertextMessageType, timestamp: number, device: number): L.DecryptionErrorMessage | null {
  try { return L.DecryptionErrorMessage.forOriginal(body, type, timestamp, device); } catch { return null; }
}
