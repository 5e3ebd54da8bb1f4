// A history archive as the phone would encrypt it, written by hand: its format is checked by libsignal when it is read.
import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { certificates, libsignal, type Loose } from '../mock.ts';
import type { World } from './world.ts';

const require = createRequire(`${certificates}../src/index.js`);
const { BackupKey } = require('@signalapp/libsignal-client/dist/AccountKeys') as Loose, { MessageBackupKey } = require('@signalapp/libsignal-client/dist/MessageBackup') as Loose;

const varint = (n: bigint | number): Buffer => { const out: number[] = []; for (let v = BigInt(n); ;) { const low = Number(v & 127n); v >>= 7n; out.push(low | (v ? 128 : 0)); if (!v) return Buffer.from(out); } };
const int = (field: number, n: bigint | number): Buffer => Buffer.concat([varint(field << 3), varint(n)]);
const bytes = (field: number, data: Uint8Array | string): Buffer => { const d = Buffer.from(data as string); return Buffer.concat([varint((field << 3) | 2), varint(d.length), d]); };
const frame = (...parts: Buffer[]): Buffer => { const d = Buffer.concat(parts); return Buffer.concat([varint(d.length), d]); };
const aciBytes = (aci: string): Uint8Array => libsignal.Aci.parseFromServiceIdString(aci).getRawUuidBytes();

/** With the hash of its content where the phone has opened it, with the digest of what lies at the server where not. */
type StoredFile = { cdnKey: string; key: string; digest: string; contentHash?: string; size: number; contentType: string };
const base64 = (text: string): Buffer => Buffer.from(text, 'base64');
const filePointer = (f: StoredFile): Buffer => Buffer.concat([bytes(4, f.contentType), bytes(13, Buffer.concat([bytes(1, base64(f.key)), f.contentHash ? bytes(10, base64(f.contentHash)) : bytes(11, base64(f.digest)), int(3, f.size), bytes(4, f.cdnKey), int(5, 3)]))]);

/** A message of the archive by the numbers of its fields: numbers, texts (<c>aci:</c> and <c>base64:</c> in front of what is bytes), further messages, lists of them. */
type Numbered = { [field: string]: number | string | Numbered | (number | string | Numbered)[] };
const message = (fields: Numbered): Buffer => Buffer.concat(Object.entries(fields).flatMap(([field, values]) => (Array.isArray(values) ? values : [values]).map((v) =>
  (typeof v === 'number' ? int(Number(field), v) : bytes(Number(field), typeof v === 'object' ? message(v) : v.startsWith('aci:') ? aciBytes(v.slice(4)) : v.startsWith('base64:') ? base64(v.slice(7)) : v)))));

type OldPoll = { options: { text: string; votes: { from: 'self' | 'other'; count: number }[] }[]; multiple?: boolean; ended?: boolean };
const poll = (question: string, p: OldPoll, who: (from: string) => number): Buffer => Buffer.concat([bytes(1, question), int(2, p.multiple ? 1 : 0),
  ...p.options.map((o) => bytes(3, Buffer.concat([bytes(1, o.text), ...o.votes.map((v) => bytes(2, Buffer.concat([int(1, who(v.from)), int(2, v.count)])))]))), int(4, p.ended ? 1 : 0)]);

/** A key for the next link: with it the phone tells the new device that a history will come. */
export const newKey = (): string => Buffer.from(BackupKey.generateRandom().serialize()).toString('base64');

export async function generateArchive(world: World, b: { person: string; historyKey: string; with: string; /** Who the others' messages are of, in a group. */ author?: string; messages: { from: 'self' | 'other'; text: string; timestamp: number; mention?: string; file?: StoredFile; longText?: StoredFile; reactions?: { from: 'self' | 'other'; emoji: string }[]; poll?: OldPoll; /** Any other item, or with it fields of the message itself. */ item?: Numbered; directionless?: boolean }[] } | { key: true } | { none: true; person: string }): Promise<Loose> {
  if ('key' in b) return { historyKey: newKey() };
  const phone = world.person(b.person), device = phone.secondaryDevices.at(-1);
  if ('none' in b) { await world.server.provideTransferArchive(device, { error: 'CONTINUE_WITHOUT_UPLOAD' }); return {}; }
  const SELF = 1, OTHER = 2, CHAT = 3, GROUP = 4, isGroup = !b.with.includes('-');
  const frames = [frame(int(1, 1), int(2, Date.now()), bytes(3, randomBytes(32))),
    frame(bytes(2, Buffer.concat([int(1, SELF), bytes(5, '')]))),
    ...(isGroup
      ? [frame(bytes(2, Buffer.concat([int(1, OTHER), bytes(2, bytes(1, aciBytes(b.author!)))]))), frame(bytes(2, Buffer.concat([int(1, GROUP), bytes(3, bytes(1, (await world.group(b.with)).masterKey))])))]
      : [frame(bytes(2, Buffer.concat([int(1, OTHER), bytes(2, bytes(1, aciBytes(b.with)))])))]),
    frame(bytes(3, Buffer.concat([int(1, CHAT), int(2, isGroup ? GROUP : OTHER)])))];
  for (const m of b.messages) {
    const own = m.from === 'self', who = (from: string) => (from === 'self' ? SELF : OTHER), head = [int(1, CHAT), int(2, who(m.from)), int(3, m.timestamp)], way = own ? bytes(9, bytes(1, Buffer.concat([int(1, OTHER), int(2, m.timestamp), bytes(5, '')]))) : bytes(8, Buffer.concat([int(1, m.timestamp), int(2, m.timestamp), int(3, 1)]));
    if (m.item) { frames.push(frame(bytes(4, Buffer.concat([...head, m.directionless ? bytes(10, '') : way, message(m.item)])))); continue; }
    if (m.poll) { frames.push(frame(bytes(4, Buffer.concat([...head, way, bytes(20, poll(m.text, m.poll, who))])))); continue; }
    frames.push(frame(bytes(4, Buffer.concat([...head, way, bytes(11, Buffer.concat([bytes(2, Buffer.concat([bytes(1, m.text), ...(m.mention ? [bytes(2, Buffer.concat([int(1, m.text.indexOf('\uFFFC')), int(2, 1), bytes(3, aciBytes(m.mention))]))] : [])])),
      ...(m.file ? [bytes(3, bytes(1, filePointer(m.file)))] : []), ...(m.longText ? [bytes(5, filePointer(m.longText))] : []), ...(m.reactions ?? []).map((r, i) => bytes(6, Buffer.concat([bytes(1, r.emoji), int(2, who(r.from)), int(3, m.timestamp + 1), int(4, i)])))]))]))));
  }
  const secret = new BackupKey(Buffer.from(b.historyKey, 'base64')), key = new MessageBackupKey({ backupKey: secret, backupId: secret.deriveBackupId(libsignal.Aci.parseFromServiceIdString(b.person)) });
  const iv = randomBytes(16), cipher = createCipheriv('aes-256-cbc', key.aesKey, iv), body = Buffer.concat([iv, cipher.update(gzipSync(Buffer.concat(frames))), cipher.final()]);
  const name = randomBytes(12).toString('hex');
  await world.server.storeAttachmentOnCdn(3, name, Buffer.concat([body, createHmac('sha256', key.hmacKey).update(body).digest()]));
  await world.server.provideTransferArchive(device, { cdn: 3, key: name });
  return { size: body.length };
}
