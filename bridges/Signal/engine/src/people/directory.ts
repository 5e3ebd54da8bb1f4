// The directory of phone numbers. It is an enclave whose proof libsignal checks by itself, against keys that it carries: no simulation can
// stand behind it. A simulated service therefore names an address of its own, which answers as libsignal does.
import * as L from '@signalapp/libsignal-client';
import type { Links } from '../connection/links.ts';
import { call, type Service } from '../connection/service.ts';
import { fromUtf8, utf8 } from '../encoding/bytes.ts';
import { readAci, readPni } from '../encoding/serviceIds.ts';
import { Failure, failureOf } from '../rpc/failure.ts';

/** Whoever hides the number has neither; strangers have the number's identity alone. */
export type Entry = { aci: string | null; pni: string | null };
type Auth = { username: string; password: string };
type Found = ReadonlyMap<string, { aci?: string | undefined; pni?: string | undefined }>;

export async function askDirectory(service: Service, links: Links, numbers: readonly string[]): Promise<Map<string, Entry>> {
  const auth = await call(links.chat, 'GET', '/v2/directory/auth') as Auth, test = service.place.test?.directory;
  let found: Found;
  try { found = test ? await askSimulated(service, test, auth, numbers) : (await service.net.cdsiLookup(auth, { e164s: [...numbers], acisAndAccessKeys: [] })).entries; }
  catch (e) { throw refusal(e); }
  return new Map([...found].map(([number, e]) => [number, { aci: readAci(undefined, e.aci), pni: readPni(undefined, e.pni) }]));
}

function refusal(e: unknown): Failure {
  // The enclave is a newer one than libsignal knows, or none at all: it has no word of its own for all of that.
  if (L.LibSignalErrorBase.is(e, L.ErrorCode.SvrAttestationError) || (L.LibSignalErrorBase.is(e, L.ErrorCode.Generic) && /attestation/i.test((e as Error).message))) return new Failure('unavailable', 'this version of Bridges does not know Signal\'s directory of phone numbers any more: update it, or use a username', { cause: e });
  const failure = failureOf(e);
  return failure.kind === 'rate-limited' ? new Failure('rate-limited', 'Signal asks to wait before another number is looked up', { retryAfterSeconds: failure.retryAfterSeconds ?? 3600, cause: e }) : failure;
}

async function askSimulated(service: Service, url: string, auth: Auth, e164s: readonly string[]): Promise<Found> {
  const reply = await service.request('POST', url, { 'content-type': 'application/json' }, utf8(JSON.stringify({ ...auth, e164s })));
  if (reply.status === 429) throw new Failure('rate-limited', 'wait', { retryAfterSeconds: Number(reply.headers['retry-after'] ?? 60) });
  if (reply.status !== 200) throw new Failure('network', 'the directory did not answer');
  return new Map(Object.entries((JSON.parse(fromUtf8(reply.body)) as { entries: Record<string, { aci?: string; pni?: string }> }).entries));
}
