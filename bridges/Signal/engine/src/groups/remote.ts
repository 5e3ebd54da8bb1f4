// Groups at the storage service: each request proves membership without telling who we are.
import { fromBinary, toBinary, create } from '@bufbuild/protobuf';
import * as L from '@signalapp/libsignal-client';
import { AuthCredentialWithPniResponse, ClientZkAuthOperations, GroupSendEndorsement, GroupSendEndorsementsResponse, UuidCiphertext, type GroupSecretParams, type GroupSendFullToken } from '@signalapp/libsignal-client/zkgroup.js';
import { ActionsSchema, AvatarUploadAttributesSchema, GroupChangeResponseSchema, GroupChangeSchema, GroupChangesSchema, GroupResponseSchema, GroupSchema, JoinInfoSchema, type Actions, type AvatarUploadAttributes, type Group as GroupProto, type GroupChanges, type JoinInfo } from '../../gen/groups_pb.js';
import type { Links } from '../connection/links.ts';
import { basic, call, type Reply, type Service } from '../connection/service.ts';
import { bytes, fromBase64, hex, type Bytes } from '../encoding/bytes.ts';
import { Failure, failureOfStatus } from '../rpc/failure.ts';
import type { Account } from '../store/account.ts';
import type { Store } from '../store/database.ts';

const DAY = 86_400;
const PROTOBUF = 'application/x-protobuf';
const NOT_A_MEMBER = 403;

/** Leave to send sealed messages to these members of a group, as far as the service gave it. */
export class Endorsements {
  readonly #each: ReadonlyMap<string, GroupSendEndorsement>; readonly #secret: GroupSecretParams; readonly expires: Date;
  constructor(each: ReadonlyMap<string, GroupSendEndorsement>, secret: GroupSecretParams, expires: Date) { this.#each = each; this.#secret = secret; this.expires = expires; }
  token(who: readonly string[]): GroupSendFullToken | null {
    if (!who.length || !who.every((m) => this.#each.has(m)) || this.expires.getTime() < Date.now()) return null;
    return GroupSendEndorsement.combine(who.map((m) => this.#each.get(m)!)).toFullToken(this.#secret, this.expires);
  }
}

type CredentialJson = { credential: string; redemptionTime: number };

export class RemoteGroups {
  readonly #service: Service; readonly #store: Store; readonly #links: () => Links;
  #credentials: CredentialJson[] = []; #credentialsOf: string | null | undefined;
  constructor(service: Service, store: Store, links: () => Links) { this.#service = service; this.#store = store; this.#links = links; }

  /** Null for those who are neither in it nor invited. */
  async read(secret: GroupSecretParams): Promise<{ group: GroupProto; endorsements: Uint8Array } | null> {
    const reply = await this.#ask('GET', '/v2/groups', secret, {}, undefined, NOT_A_MEMBER);
    if (reply.status === NOT_A_MEMBER) return null;
    const answer = fromBinary(GroupResponseSchema, reply.body);
    if (!answer.group) throw new Failure('not-found', 'the group is empty');
    return { group: answer.group, endorsements: answer.sendEndorsements };
  }

  /** What happened from a revision on, oldest first. */
  async readLog(secret: GroupSecretParams, since: number): Promise<GroupChanges> {
    const reply = await this.#ask('GET', `/v2/groups/logs/${since}?maxSupportedChangeEpoch=6&includeFirstState=false&includeLastState=true`, secret, { 'cached-send-endorsements': '0' });
    return fromBinary(GroupChangesSchema, reply.body);
  }

  async create(secret: GroupSecretParams, group: GroupProto): Promise<void> { await this.#ask('PUT', '/v2/groups', secret, {}, toBinary(GroupSchema, group)); }

  /** Changes the group; the answer, signed by the service, goes to the members with the next message. */
  async change(secret: GroupSecretParams, actions: Actions, password?: string): Promise<Bytes> {
    const query = password ? `?inviteLinkPassword=${encodeURIComponent(password)}` : '';
    const reply = await this.#ask('PATCH', `/v2/groups${query}`, secret, {}, toBinary(ActionsSchema, create(ActionsSchema, actions)));
    const { change } = fromBinary(GroupChangeResponseSchema, reply.body);
    if (!change) throw new Failure('internal', 'the answer to a group change lacks the change', { certain: false });
    return bytes(toBinary(GroupChangeSchema, change));
  }

  /** Leave to store one picture of this group. */
  async pictureForm(secret: GroupSecretParams): Promise<AvatarUploadAttributes> {
    return fromBinary(AvatarUploadAttributesSchema, (await this.#ask('GET', '/v2/groups/avatar/form', secret)).body);
  }

  async joinInfo(secret: GroupSecretParams, password: string): Promise<JoinInfo> {
    return fromBinary(JoinInfoSchema, (await this.#ask('GET', `/v2/groups/join/${encodeURIComponent(password)}`, secret)).body);
  }

  endorsements(secret: GroupSecretParams, raw: Uint8Array, group: GroupProto, idOf: (sealed: Uint8Array) => string | null): Endorsements | null {
    if (!raw.length) return null;
    const me = this.#store.account().aci, response = new GroupSendEndorsementsResponse(bytes(raw)), each = new Map<string, GroupSendEndorsement>();
    const members = group.members.map((m) => ({ id: idOf(m.userId), cipher: new UuidCiphertext(bytes(m.userId)) })), self = members.find((m) => m.id === me);
    if (!self) return null;
    const { endorsements } = response.receiveWithCiphertexts(members.map((m) => m.cipher), self.cipher, this.#service.zk);
    members.forEach((m, i) => { if (m.id) each.set(m.id, endorsements[i]!); });
    return new Endorsements(each, secret, response.getExpiration());
  }

  async #ask(method: string, path: string, secret: GroupSecretParams, headers: Record<string, string> = {}, body?: Uint8Array, alsoTaken?: number): Promise<Reply> {
    const authorization = await this.#authorize(secret);
    const reply = await this.#service.request(method, `${this.#service.place.storage}${path}`, { ...headers, authorization, ...(body ? { 'content-type': PROTOBUF } : {}) }, body);
    if (reply.status !== 200 && reply.status !== alsoTaken) throw failureOfStatus(reply.status, 'the group');
    return reply;
  }

  async #authorize(secret: GroupSecretParams): Promise<string> {
    const account = this.#store.account(), day = Math.floor(Date.now() / 1000 / DAY) * DAY;
    if (this.#credentialsOf !== account.pni) this.#credentials = [];   // they are of one number
    let today = this.#credentials.find((c) => c.redemptionTime === day);
    if (!today) {
      const { credentials } = await call(this.#links().chat, 'GET', `/v1/certificate/auth/group?redemptionStartSeconds=${day}&redemptionEndSeconds=${day + 7 * DAY}`) as { credentials: CredentialJson[] };
      this.#credentials = credentials;
      this.#credentialsOf = account.pni;
      today = credentials.find((c) => c.redemptionTime === day);
    }
    if (!today) throw new Failure('network', 'Signal gave no credentials for groups');
    const operations = new ClientZkAuthOperations(this.#service.zk), aci = L.Aci.parseFromServiceIdString(account.aci), answer = new AuthCredentialWithPniResponse(fromBase64(today.credential));
    // An account without a phone number has a salt in the place of the number's identity.
    const credential = account.pni ? operations.receiveAuthCredentialWithPniAsServiceId(aci, L.Pni.parseFromServiceIdString(account.pni), day, answer) : operations.receiveAuthCredentialWithoutPni(aci, saltOf(account), day, answer);
    return basic(hex(secret.getPublicParams().serialize()), hex(operations.createAuthCredentialWithPniPresentation(secret, credential).serialize()));
  }
}

function saltOf({ authCredentialSalt }: Account): Bytes {
  if (!authCredentialSalt) throw new Failure('unavailable', 'the phone gave nothing to use groups with; link once more, with an up-to-date Signal app');
  return fromBase64(authCredentialSalt);
}
