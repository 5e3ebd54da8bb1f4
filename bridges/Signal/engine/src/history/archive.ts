// The archive that the phone can send once, when it links the device: fetched, checked, and written as lines of JSON that the host reads.
import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import * as L from '@signalapp/libsignal-client';
import { BackupKey } from '@signalapp/libsignal-client/dist/AccountKeys.js';
import { MessageBackupKey } from '@signalapp/libsignal-client/dist/MessageBackup.js';
import type { LinkedAccount } from '../accounts/account.ts';
import { callRaw } from '../connection/service.ts';
import { concat, fromBase64, fromUtf8, type Bytes } from '../encoding/bytes.ts';
import { rememberCall } from '../receive/calls.ts';
import { Failure, failureOfStatus } from '../rpc/failure.ts';
import { frames } from './frames.ts';
import { Unit } from '../store/unit.ts';
import { HistoryReader, type HistoryMessage } from './reader.ts';

const MAC = 32;
/** The service holds the question open for so long; the phone may take minutes to pack. */
const WAIT_SECONDS = 300;
const MAX_ARCHIVE = 4 * 1024 ** 3;

export async function readArchive(account: LinkedAccount, file: string): Promise<{ messages: number; reason?: string }> {
  const { store, service, connector } = account, key = store.account().ephemeralBackupKey;
  if (!key) return { messages: 0, reason: 'the phone offered no history' };
  const reply = await callRaw(connector.links.chat, 'GET', `/v1/devices/transfer_archive?timeout=${WAIT_SECONDS}`, undefined, [], (WAIT_SECONDS + 10) * 1000);
  if (reply.status === 204) throw new Failure('network', 'the phone has not sent the history yet');
  if (reply.status >= 300) throw failureOfStatus(reply.status, 'the history');
  const offer = JSON.parse(fromUtf8(reply.body!)) as { cdn?: number; key?: string; error?: string };
  const forget = () => store.changeAccount({ ephemeralBackupKey: null });
  if (!offer.key || offer.error) { forget(); return { messages: 0, reason: 'the phone sent no history' }; }
  const sealed = `${file}.sealed`;
  try {
    await fetchArchive(service, offer.cdn ?? 3, offer.key, sealed);
    const unit = new Unit(store), self = store.account().aci, messages = await translate(sealed, fromBase64(key), self, file, (m) => remember(unit, m, self));
    unit.commit();
    forget();
    return { messages };
  } finally {
    await rm(sealed, { force: true });
  }
}

async function fetchArchive(service: LinkedAccount['service'], cdn: number, key: string, file: string): Promise<void> {
  const response = await service.open('GET', `${service.place.cdn[String(cdn)]}/attachments/${encodeURIComponent(key)}`, {});
  if (response.statusCode !== 200) { response.destroy(); throw failureOfStatus(response.statusCode!, 'the history'); }
  let size = 0;
  await pipeline(response, new Transform({ transform(part: Buffer, _e, done) { size += part.length; done(size > MAX_ARCHIVE ? new Failure('too-large', 'the history is too large') : null, part); } }), createWriteStream(file, { mode: 0o600 }));
}

/** What the user reacted with and voted: without it neither could be taken back or changed here. And the versions of what was edited: any of them may be pointed at. */
function remember(unit: Unit, m: HistoryMessage, self: string): void {
  const key = `${m.sender}.${m.timestamp}`, emoji = m.reactions?.find((r) => r.sender === self)?.emoji, votes = m.votes?.find((v) => v.sender === self)?.count;
  if (emoji && unit.get('own-reaction', key) === null) unit.putJson('own-reaction', key, emoji);
  if (typeof m.callId === 'string') rememberCall(unit, m.callId, m.timestamp);
  for (const version of m.versions ?? []) unit.knowMessage(m.sender, version, m.chat, m.timestamp);
  if (votes && unit.get('own-votes', key) === null) unit.putJson('own-votes', key, votes);
}

/** Streams: a large history needs no more memory than a small one. The MAC is checked before anything is decrypted. */
export async function translate(sealed: string, ephemeralKey: Bytes, aci: string, target: string, seen: (message: HistoryMessage) => void): Promise<number> {
  const secret = new BackupKey(ephemeralKey), keys = new MessageBackupKey({ backupKey: secret, backupId: secret.deriveBackupId(L.Aci.parseFromServiceIdString(aci)) });
  const end = (await stat(sealed)).size - MAC;
  if (end < 32) throw new Failure('invalid', 'the history is damaged');
  const mac = createHmac('sha256', keys.hmacKey);
  for await (const part of createReadStream(sealed, { end: end - 1 }) as AsyncIterable<Buffer>) mac.update(part);
  if (!timingSafeEqual(mac.digest(), await readPart(sealed, end))) throw new Failure('invalid', 'the history is damaged');
  const iv = await readPart(sealed, 0, 15), reader = new HistoryReader(aci), partial = `${target}.partial`;
  const plain = createReadStream(sealed, { start: 16, end: end - 1 }).pipe(createDecipheriv('aes-256-cbc', keys.aesKey, iv)).pipe(createGunzip());
  let messages = 0;
  async function* lines() { for await (const frame of frames(plain)) for (const message of reader.take(frame)) { messages++; seen(message); yield `${JSON.stringify(message)}\n`; } }
  await pipeline(Readable.from(lines()), createWriteStream(partial, { mode: 0o600 }));
  await rename(partial, target);
  return messages;
}

async function readPart(file: string, start: number, end?: number): Promise<Bytes> {
  const parts: Buffer[] = [];
  for await (const part of createReadStream(file, end === undefined ? { start } : { start, end }) as AsyncIterable<Buffer>) parts.push(part);
  return concat(...parts);
}
