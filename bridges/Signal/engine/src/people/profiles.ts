// Profiles: encrypted with their owner's profile key, which people give to those they write to.
import * as L from '@signalapp/libsignal-client';
import { ClientZkProfileOperations, ExpiringProfileKeyCredentialResponse, ProfileKey, type ExpiringProfileKeyCredential } from '@signalapp/libsignal-client/zkgroup.js';
import type { Links } from '../connection/links.ts';
import { callRaw, type Service } from '../connection/service.ts';
import { base64, fromBase64, fromUtf8, hex, type Bytes } from '../encoding/bytes.ts';
import { openGcm } from '../encoding/gcm.ts';
import { failureOfStatus } from '../rpc/failure.ts';
import type { Store } from '../store/database.ts';
import { learnPerson, readPerson } from './person.ts';

const FRESH = 6 * 3_600_000;
const MAX_NAME = 128;

export type Profile = { name: string; avatar?: string };

/** Reads a person's profile if it is due; true if something visible changed. */
export async function refreshProfile(links: Links, store: Store, aci: string, { force = false } = {}): Promise<boolean> {
  const key = store.get('profilekey', aci), known = readPerson(store, aci);
  if (!key || (!force && known.profileReadAt && known.profileReadAt > Date.now() - FRESH)) return false;
  const profile = await fetchProfile(links, aci, key);
  return learnPerson(store, aci, { profileReadAt: Date.now(), ...(profile?.name ? { profileName: profile.name } : {}), ...(profile?.avatar ? { avatar: profile.avatar } : {}) });
}

export async function fetchProfile(links: Links, aci: string, rawKey: Bytes): Promise<Profile | null> {
  const key = new ProfileKey(rawKey), version = key.getProfileKeyVersion(L.Aci.parseFromServiceIdString(aci)).toString();
  const reply = await callRaw(links.open, 'GET', `/v1/profile/${aci}/${version}`, undefined, [['unidentified-access-key', base64(key.deriveAccessKey())]]);
  if (reply.status === 404 || reply.status === 401) return null;
  if (reply.status >= 300) throw failureOfStatus(reply.status, 'reading a profile');
  const profile = JSON.parse(fromUtf8(reply.body!)) as { name?: string; avatar?: string };
  return { name: profile.name ? decryptName(rawKey, fromBase64(profile.name)) : '', ...(profile.avatar ? { avatar: profile.avatar } : {}) };
}

/** Given name, a zero, family name, and zeros as padding. */
function decryptName(key: Bytes, sealed: Uint8Array): string {
  try {
    const [given = '', family = ''] = fromUtf8(openGcm(key, sealed)).replace(/\0+$/, '').split('\0');
    return `${given} ${family}`.trim().slice(0, MAX_NAME);
  } catch {
    return '';   // encrypted with another key: theirs has changed, and they will tell us
  }
}

/** Proof that we know somebody's profile key: what it takes to add them to a group. */
export async function fetchCredential(service: Service, links: Links, aci: string, rawKey: Bytes): Promise<ExpiringProfileKeyCredential | null> {
  const operations = new ClientZkProfileOperations(service.zk), id = L.Aci.parseFromServiceIdString(aci), key = new ProfileKey(rawKey);
  const context = operations.createProfileKeyCredentialRequestContext(id, key), request = hex(context.getRequest().serialize());
  const reply = await callRaw(links.open, 'GET', `/v1/profile/${aci}/${key.getProfileKeyVersion(id).toString()}/${request}?credentialType=expiringProfileKey`, undefined,
    [['unidentified-access-key', base64(key.deriveAccessKey())]]);
  if (reply.status >= 300) return null;
  const { credential } = JSON.parse(fromUtf8(reply.body!)) as { credential?: string };
  return credential ? operations.receiveExpiringProfileKeyCredential(context, new ExpiringProfileKeyCredentialResponse(fromBase64(credential))) : null;
}
