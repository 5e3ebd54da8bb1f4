// A person's phone: it writes to the linked devices of others and keeps everything that it hears.
import { EnvelopeType, libsignal, PrimaryDevice, Proto, ServiceIdKind, type Loose } from '../mock.ts';
import { toJson } from '../json.ts';

export type Heard = { n: number; from: string; device: number; at: number; sealed: boolean; content: Loose };

/** What each phone heard, in order. */
export class Ears {
  readonly #heard = new Map<string, Heard[]>();
  readonly onContent: ((phone: Loose, content: Loose) => void)[] = [];

  of(aci: string): Heard[] { return this.#heard.get(aci) ?? this.#heard.set(aci, []).get(aci)!; }

  /** The mock's own queues would time out where nobody waits; this list does not. Requests for sync are answered as before. */
  install(): void {
    const ears = this;
    PrimaryDevice.prototype.handleEnvelope = async function (this: Loose, source: Loose, kind: Loose, type: Loose, encrypted: Buffer) {
      const { unsealedSource, content } = await this.lock(() => this.decrypt(source, kind, type, encrypted));
      const list = ears.of(this.device.aci);
      if (content.senderKeyDistributionMessage?.length) await this.processSenderKeyDistribution(unsealedSource, content.senderKeyDistributionMessage);
      for (const listen of ears.onContent) listen(this, content);
      if (content.content?.syncMessage?.content?.request) { await this.handleSync(unsealedSource, content.content.syncMessage); return; }
      const plain = toJson({ ...content.content, senderKeyDistributionMessage: undefined }) as Loose;
      if (content.senderKeyDistributionMessage?.length) plain.givesGroupKey = true;
      if (content.content?.decryptionErrorMessage) {
        const request = libsignal.DecryptionErrorMessage.deserialize(Buffer.from(content.content.decryptionErrorMessage));
        plain.decryptionError = { timestamp: request.timestamp(), device: request.deviceId() };
      }
      if (Object.keys(plain).length) list.push({ n: list.length, from: unsealedSource.aci, device: unsealedSource.deviceId, at: Date.now(), sealed: type === EnvelopeType.SealedSender, content: plain });
    };
  }
}

/** Sends contents to every linked device of a person; keys of the device are handed over first, once. */
export class Mouth {
  readonly #server: Loose; readonly #introduced = new Map<string, Promise<void>>();
  constructor(server: Loose) { this.#server = server; }

  async toDevices(phone: Loose, owner: Loose, content: Loose, options: Loose): Promise<number> {
    for (const device of owner.secondaryDevices) {
      await this.introduce(phone, device);
      const envelope = await phone.encryptContent(device, { content: null, pniSignatureMessage: null, senderKeyDistributionMessage: null, ...content }, options);
      void this.#server.send(device, options.damaged ? damage(envelope) : envelope);
    }
    return owner.secondaryDevices.length;
  }

  /** To the phone number's identity, as a stranger writes: each time with keys for one use. */
  async toNumber(phone: Loose, owner: Loose, content: Loose, timestamp: number): Promise<void> {
    for (const device of owner.secondaryDevices) {
      await phone.addSingleUseKey(device, await device.popSingleUseKey(ServiceIdKind.PNI), ServiceIdKind.PNI);
      void this.#server.send(device, await phone.encryptContent(device, { content: null, pniSignatureMessage: null, senderKeyDistributionMessage: null, ...content }, { timestamp, sealed: false, serviceIdKind: ServiceIdKind.PNI }));
    }
  }

  /** With a key that the device does not know where a test says so. */
  async introduce(phone: Loose, device: Loose, unknownKey = false): Promise<void> {
    // Whoever says several things at once waits with all of them until the device is known.
    const key = `${phone.device.aci}>${device.aci}.${device.deviceId}`, under = this.#introduced.get(key) ?? this.#handKeys(phone, device, unknownKey);
    this.#introduced.set(key, under);
    try { await under; } catch (e) { this.#introduced.delete(key); throw e; }
  }
  /** The phone talks with its own other devices from the beginning. */
  async #handKeys(phone: Loose, device: Loose, unknownKey: boolean): Promise<void> {
    const keys = await device.popSingleUseKey(ServiceIdKind.ACI);
    await phone.addSingleUseKey(device, unknownKey ? { ...keys, preKey: { ...keys.preKey, keyId: 9_999_999 } } : keys, ServiceIdKind.ACI);
  }
  /** After somebody has new keys. */
  forget(aci: string): void { for (const key of this.#introduced.keys()) if (key.startsWith(`${aci}>`) || key.includes(`>${aci}.`)) this.#introduced.delete(key); }
}

/** The envelope of a message whose ciphertext was hurt on its way. */
function damage(envelope: Buffer): Buffer {
  const e = Proto.Envelope.decode(envelope), content = Buffer.from(e.content);
  content[content.length - 1]! ^= 0xff;
  return Buffer.from(Proto.Envelope.encode({ ...e, content }));
}
