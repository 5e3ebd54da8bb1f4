// From content to ciphertext for each device of one person, and through the service, whatever it thinks of our idea of those devices.
import { randomBytes, randomInt } from 'node:crypto';
import * as L from '@signalapp/libsignal-client';
import { ProfileKey, type GroupSendFullToken } from '@signalapp/libsignal-client/zkgroup.js';
import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { ContentSchema } from '../../gen/content_pb.js';
import type { Links } from '../connection/links.ts';
import { call } from '../connection/service.ts';
import { bytes, fromBase64, type Bytes } from '../encoding/bytes.ts';
import { pad } from '../encoding/padding.ts';
import { Failure, failureOf } from '../rpc/failure.ts';
import type { Store } from '../store/database.ts';
import { Unit } from '../store/unit.ts';
import { failed, type Outcome } from './outcome.ts';
import { SessionKeeper, type Auth } from './sessions.ts';
import { Turns } from './turns.ts';

export type ContentInit = MessageInitShape<typeof ContentSchema>;
export type How = {
  timestamp: number; urgent?: boolean; online?: boolean; hint?: L.ContentHint; groupId?: Bytes | null; token?: GroupSendFullToken | null;
  /** Kept for a day, to be said again where a device asks for it. */
  logged?: boolean;
};
const ATTEMPTS = 5;
const CERTIFICATE_MARGIN = 86_400_000;

export class Sender {
  readonly store: Store; readonly links: () => Links; readonly turns = new Turns(); readonly sessions: SessionKeeper;
  #certificate: L.SenderCertificate | null = null;
  constructor(store: Store, links: () => Links) { this.store = store; this.links = links; this.sessions = new SessionKeeper(store, this.turns, links); }

  async toPerson(recipient: string, content: ContentInit, how: How): Promise<Outcome> {
    try { return { recipient, ok: true, sealed: await this.deliver(recipient, toBinary(ContentSchema, create(ContentSchema, content)), how) }; }
    catch (e) { return failed(recipient, e); }
  }

  /** A copy for the user's own other devices. */
  async toSelf(content: ContentInit, timestamp: number): Promise<void> {
    const c = create(ContentSchema, content);
    c.sync!.padding = randomBytes(randomInt(1, 512));
    await this.deliver(this.store.account().aci, toBinary(ContentSchema, c), { timestamp });
  }

  /** Whether it went sealed. */
  async deliver(recipient: string, raw: Uint8Array, how: How): Promise<boolean> {
    const id = L.ServiceId.parseFromServiceIdString(recipient), self = recipient === this.store.account().aci;
    const key = self || !(id instanceof L.Aci) ? null : this.store.get('profilekey', recipient);
    let auth: Auth | null = how.token ?? (key && { accessKey: bytes(new ProfileKey(key).deriveAccessKey()) });
    for (let attempt = 1; ; attempt++) {
      let left = false;   // whether anything may have reached the service
      try {
        await this.sessions.devices(recipient, auth);
        // Asked each time: it may be while this is being sent that the service tells of a new key.
        if (this.store.get('distrusted', recipient)) throw new Failure('identity', 'the safety number of a verified person changed');
        const parts = await this.#encrypt(recipient, raw, how, auth !== null);
        const { chat, open } = this.links(), common = { destination: id, timestamp: how.timestamp, onlineOnly: how.online ?? false, urgent: how.urgent ?? true };
        left = true;
        if (self) { if (parts.length) await chat.sendSyncMessage({ timestamp: how.timestamp, urgent: common.urgent, contents: parts.map((p) => ({ ...p, contents: p.contents as L.CiphertextMessage })) }); }
        else if (auth) await open.sendMessage({ ...common, auth, contents: parts.map((p) => ({ ...p, contents: p.contents as Bytes })) });
        else await chat.sendMessage({ ...common, contents: parts.map((p) => ({ ...p, contents: p.contents as L.CiphertextMessage })) });
        return auth !== null;
      } catch (e) {
        if (attempt < ATTEMPTS && L.LibSignalErrorBase.is(e, L.ErrorCode.MismatchedDevices)) {
          for (const entry of (e as L.MismatchedDevicesError & { entries: L.MismatchedDevicesEntry[] }).entries) await this.sessions.agree(entry, auth);
        } else if (attempt < ATTEMPTS && auth && L.LibSignalErrorBase.is(e, L.ErrorCode.RequestUnauthorized)) {
          auth = null;   // their key has changed: say it with our name on the envelope
        } else throw left ? e : new Failure(failureOf(e).kind, failureOf(e).message, certainly(failureOf(e)));
      }
    }
  }

  #encrypt(recipient: string, raw: Uint8Array, how: How, sealed: boolean) {
    return this.turns.take(async () => {
      const unit = new Unit(this.store), a = unit.account, me = L.ProtocolAddress.new(a.aci, a.deviceId), certificate = sealed ? await this.certificate() : null, out = [];
      const hint = how.hint ?? L.ContentHint.Resendable;
      for (const deviceId of unit.devices(recipient)) {
        if (recipient === a.aci && deviceId === a.deviceId) continue;
        const to = L.ProtocolAddress.new(recipient, deviceId), cipher = await L.signalEncrypt(pad(raw), to, me, unit.sessions(), unit.identities());
        const registrationId = (await unit.sessions().getSession(to))!.remoteRegistrationId();
        const contents = certificate ? await L.sealedSenderEncrypt(L.UnidentifiedSenderMessageContent.new(cipher, certificate, hint, how.groupId ?? null), to, unit.identities()) : cipher;
        out.push({ deviceId, registrationId, contents });
      }
      // The ratchet must have moved on before anybody sees the ciphertext.
      unit.commit(() => { if (how.logged) this.store.logSent(how.timestamp, [recipient], how.groupId ? Buffer.from(how.groupId).toString('base64') : null, hint, raw); });
      return out;
    });
  }

  async certificate(): Promise<L.SenderCertificate> {
    if (!this.#certificate || this.#certificate.expiration() < Date.now() + CERTIFICATE_MARGIN) {
      const { certificate } = await call(this.links().chat, 'GET', '/v1/certificate/delivery?includeE164=false') as { certificate: string };
      this.#certificate = L.SenderCertificate.deserialize(fromBase64(certificate));
    }
    return this.#certificate;
  }
}

const certainly = (f: Failure) => ({ certain: true, cause: f, ...(f.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: f.retryAfterSeconds }), ...(f.challenge === undefined ? {} : { challenge: f.challenge }) });
