// Finding people who are not in the address book: by phone number, username, or the link of a username.
import * as usernames from '@signalapp/libsignal-client/dist/usernames.js';
import type { Links } from '../connection/links.ts';
import type { Service } from '../connection/service.ts';
import { fromBase64, fromUtf8 } from '../encoding/bytes.ts';
import { isServiceId } from '../encoding/serviceIds.ts';
import { Failure } from '../rpc/failure.ts';
import type { Store } from '../store/database.ts';
import { askDirectory } from './directory.ts';
import { learnPerson, personOfNumber } from './person.ts';

const NUMBER = /^\+[1-9]\d{4,14}$/;
const LINK = /^(?:https:\/\/signal\.me|sgnl:\/\/signal\.me)\/#eu\/([A-Za-z0-9_-]{64})$/;

/** The person's id, or null where there is none. */
export async function lookUp(service: Service, store: Store, links: Links, wanted: string): Promise<string | null> {
  const text = wanted.trim();
  if (isServiceId(text)) return text;
  const link = LINK.exec(text);
  if (link) return byLink(store, links, link[1]!);
  const number = text.replace(/[\s()./-]/g, '');
  if (NUMBER.test(number)) return byNumber(service, store, links, number);
  if (/^@?[a-zA-Z_][a-zA-Z0-9_]{2,31}\.\d{2,9}$/.test(text)) return byUsername(store, links, text.replace(/^@/, ''));
  throw new Failure('invalid', 'not a phone number with country code, not a username such as name.42, and not a link of one');
}

async function byUsername(store: Store, links: Links, username: string): Promise<string | null> {
  let hash: Uint8Array<ArrayBuffer>;
  try { hash = usernames.hash(username); } catch { return null; }
  const found = await links.open.lookUpUsernameHash({ hash });
  if (!found) return null;
  const id = found.getServiceIdString();
  learnPerson(store, id, { username });
  return id;
}

async function byLink(store: Store, links: Links, encoded: string): Promise<string | null> {
  const raw = fromBase64(encoded.replaceAll('-', '+').replaceAll('_', '/'));
  if (raw.length !== 48) return null;
  const id = Buffer.from(raw.subarray(32)).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const found = await links.open.lookUpUsernameLink({ uuid: id as never, entropy: raw.slice(0, 32) });
  return found ? byUsername(store, links, found.username) : null;
}

async function byNumber(service: Service, store: Store, links: Links, number: string): Promise<string | null> {
  const known = personOfNumber(store, number);
  if (known) return known;
  const entry = (await askDirectory(service, links, [number])).get(number), id = entry?.aci ?? entry?.pni ?? null;
  if (!id) return null;
  const of = store.get('person-of-pni', id), person = of ? fromUtf8(of) : id;
  learnPerson(store, person, { number, ...(entry!.pni && person === entry!.aci ? { pni: entry!.pni } : {}) });
  return person;
}

/** Leads to a username without telling it; its secret is in the part that no server sees. */
export const linkOfUsername = (entropy: Uint8Array, serverId: Uint8Array): string => `https://signal.me/#eu/${Buffer.concat([entropy, serverId]).toString('base64url')}`;
