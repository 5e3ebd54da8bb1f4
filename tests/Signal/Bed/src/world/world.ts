// The people of the simulated Signal, their groups, and what they do.
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { readFileSync, existsSync } from 'node:fs';
import { EMPTY_GROUP_ACTIONS, Group, libsignal, Proto, ServiceIdKind, StorageState, zkgroup, type Loose } from '../mock.ts';
import * as contents from './contents.ts';
import type { Say } from './contents.ts';
import { toJson } from '../json.ts';
import { Ears, Mouth } from './phone.ts';
import type { Provisioning } from '../patches/provisioning.ts';
import type { Requests } from '../patches/requests.ts';

export class World {
  readonly server: Loose; readonly ears: Ears; readonly mouth: Mouth; readonly requests: Requests; readonly cdn: string;
  readonly #provisioning: Provisioning; readonly #people = new Map<string, Loose>(); readonly #secrets = new Map<string, Loose>(); #lastTime = 0;

  constructor(server: Loose, ears: Ears, requests: Requests, provisioning: Provisioning, cdn: string) {
    this.#provisioning = provisioning;
    this.server = server; this.ears = ears; this.mouth = new Mouth(server); this.requests = requests; this.cdn = cdn;
    ears.onContent.push((_phone, content) => {
      const m = content.content?.dataMessage ?? content.content?.editMessage?.dataMessage ?? content.content?.syncMessage?.content?.sent?.message;
      if (m?.groupV2?.masterKey?.length === 32) this.#learn(m.groupV2.masterKey);
    });
  }

  person(aci: string): Loose { const p = this.#people.get(aci); if (!p) throw new Error(`nobody is ${aci}`); return p; }
  withNumber(number: string): Loose | undefined { return [...this.#people.values()].find((p) => p.device.number === number)?.device; }
  /** Times are ids here: each is newer than all before. */
  now(wanted?: number): number { this.#lastTime = wanted ?? Math.max(Date.now(), this.#lastTime + 1); return this.#lastTime; }

  async addPerson(name: string, contacts: string[], hasNumber: boolean): Promise<Loose> {
    const phone = await this.server.createPrimaryDevice({ profileName: name, contacts: contacts.map((c) => this.person(c)), hasE164: hasNumber });
    this.#people.set(phone.device.aci, phone);
    let state = StorageState.getEmpty().updateAccount({ profileKey: phone.profileKey.serialize(), givenName: name, readReceipts: true, typingIndicators: true });
    for (const c of contacts) state = this.#contact(state, this.person(c), {});
    await phone.setStorageState(state);
    return { aci: phone.device.aci, pni: phone.device.pni ?? null, number: phone.device.number ?? null, name };
  }

  /** The phone takes the code that the engine shows. */
  async link(aci: string, url: string, ephemeralBackupKey?: string): Promise<Loose> {
    const phone = this.person(aci);
    if (ephemeralBackupKey) phone.ephemeralBackupKey = Buffer.from(ephemeralBackupKey, 'base64');
    const device = await (await this.#provisioning.take(new URL(url).searchParams.get('uuid')!)).complete({ provisionURL: url, primaryDevice: phone });
    // The mock server goes on waiting for this device's keys where it has two identities, and refuses those that it gives later.
    for (const kind of [ServiceIdKind.ACI, ServiceIdKind.PNI]) {
      const id = device.getServiceIdByKind(kind);
      if (id) this.server.provisionResultQueueByKey.delete(`${id}.${device.getCheckedRegistrationId(kind)}`);
    }
    return { device: device.deviceId };
  }

  async unlink(aci: string): Promise<void> {
    const phone = this.person(aci);
    this.mouth.forget(aci);
    for (const device of [...phone.secondaryDevices]) {
      this.requests.unlinked.add(`${aci}.${device.deviceId}`);
      await phone.unlink(device);
      await this.server.removeDeviceByServiceId(aci, device.deviceId).catch(() => {});
      this.server.webSockets.get(device)?.close(4401);
    }
  }

  /** A new phone: new keys, and nothing of the sessions before. */
  async reinstall(aci: string): Promise<void> {
    const phone = this.person(aci), kind = ServiceIdKind.ACI, identity = phone.identity.get(kind), registrationId = 1 + Math.floor(Math.random() * 16_000);
    phone.privateKey = libsignal.PrivateKey.generate();
    phone.publicKey = phone.privateKey.getPublicKey();
    await identity.updateIdentityKey(phone.privateKey);
    await identity.updateLocalRegistrationId(registrationId);
    await identity.saveIdentity(phone.device.address, phone.publicKey);
    phone.device.registrationId = registrationId;
    phone.sessions.sessions.clear();
    await phone.device.setKeys(kind, await phone.generateKeys(phone.device, kind));
    phone.privSenderCertificate = await phone.config.getSenderCertificate();
    this.mouth.forget(aci);
  }

  async say(from: string, chat: string, s: Say, o: { timestamp?: number; edit?: number; onPhone?: boolean; sealed?: boolean; damaged?: boolean; withPniSignature?: boolean; only?: string; unknownKey?: boolean }): Promise<{ timestamp: number }> {
    const phone = this.person(from), timestamp = this.now(o.timestamp), group = this.#people.has(chat) ? null : await this.group(chat, phone), message = contents.dataMessage(phone, s, group, null, timestamp);
    const edit = o.edit ? { targetSentTimestamp: BigInt(o.edit), dataMessage: message } : null, content = { content: edit ? { editMessage: edit } : { dataMessage: message }, ...(o.withPniSignature ? { pniSignatureMessage: pniSignature(phone) } : {}) };
    const options = { timestamp, sealed: o.sealed ?? true, damaged: o.damaged };
    if (o.unknownKey) for (const d of this.person(chat).secondaryDevices) await this.mouth.introduce(phone, d, true);
    if (o.onPhone || from !== chat) {
      const others = o.onPhone ? [] : group ? this.membersOf(group).filter((m) => m !== from && (!o.only || m === o.only)) : [chat];
      for (const m of others) if (this.#people.has(m)) await this.mouth.toDevices(phone, this.person(m), content, options);
    }
    if (o.unknownKey) { phone.sessions.sessions.clear(); this.mouth.forget(from); }
    await this.mouth.toDevices(phone, phone, contents.sent(message, group ? null : chat, timestamp, edit), { timestamp, sealed: false });
    return { timestamp };
  }

  async raw(from: string, to: string, content: Loose, o: Loose): Promise<void> { await this.mouth.toDevices(this.person(from), this.person(to), content, { timestamp: this.now(o.timestamp), sealed: o.sealed ?? true, ...o }); }

  // Groups
  async createGroup(by: string, title: string, members: string[]): Promise<string> {
    const phone = this.person(by), group = await phone.createGroup({ title, members: [phone, ...members.filter((m) => m !== by).map((m) => this.person(m))] });
    this.#secrets.set(group.id, group.secretParams);
    return group.id;
  }
  async group(id: string, _phone?: Loose): Promise<Loose> {
    const secretParams = this.#secrets.get(id);
    if (!secretParams) throw new Error('no such chat');
    const server = await this.server.getGroup(Buffer.from(secretParams.getPublicParams().serialize()));
    if (!server) throw new Error('the group is not on the server');
    return new Group({ secretParams, groupState: server.state });
  }
  membersOf(group: Loose): string[] { return (group.state.members ?? []).map((m: Loose) => group.decryptServiceId(m.userId)); }
  async describe(id: string): Promise<Loose> {
    const g = await this.group(id), s = g.state, open = (list: Loose[] | null) => (list ?? []).map((m: Loose) => g.decryptServiceId(m.userId ?? m.member?.userId)), cipher = new zkgroup.ClientZkGroupCipher(g.secretParams);
    const blob = (x: Uint8Array | null) => (x?.length ? Proto.GroupAttributeBlob.decode(cipher.decryptBlob(Buffer.from(x))).content : null);
    return { title: blob(s.title)?.title ?? '', description: blob(s.description)?.descriptionText ?? '', timer: blob(s.disappearingMessagesTimer)?.disappearingMessagesDuration ?? 0, revision: s.version ?? 0, members: open(s.members),
      admins: (s.members ?? []).filter((m: Loose) => m.role === Proto.Member.Role.ADMINISTRATOR).map((m: Loose) => g.decryptServiceId(m.userId)), invited: open(s.membersPendingProfileKey), requesting: open(s.membersPendingAdminApproval), banned: open(s.membersBanned),
      announcementsOnly: s.announcementsOnly ?? false, access: s.accessControl, linkPassword: s.inviteLinkPassword ? Buffer.from(s.inviteLinkPassword).toString('base64') : '' };
  }
  async changeGroup(id: string, by: string, c: Loose, tell: boolean): Promise<Loose> {
    const phone = this.person(by), group = await this.group(id), sealed = (aci: string) => group.encryptServiceId(aci), blob = (content: Loose) => group.encryptBlob({ content });
    const presentation = async (aci: string) => (await this.person(aci).getProfileKeyPresentation(group.secretParams)).serialize(), member = async (aci: string) => ({ role: 1, presentation: await presentation(aci) });
    const actions = {
      ...EMPTY_GROUP_ACTIONS, version: group.revision + 1,
      ...(c.title !== undefined ? { modifyTitle: { title: blob({ title: c.title }) } } : {}), ...(c.description !== undefined ? { modifyDescription: { description: blob({ descriptionText: c.description }) } } : {}),
      ...(c.timer !== undefined ? { modifyDisappearingMessageTimer: { timer: blob({ disappearingMessagesDuration: c.timer }) } } : {}), ...(c.announcementsOnly !== undefined ? { modifyAnnouncementsOnly: { announcementsOnly: c.announcementsOnly } } : {}),
      ...(c.add ? { addMembers: await Promise.all(c.add.map(async (a: string) => ({ added: await member(a), joinFromInviteLink: false }))) } : {}), ...(c.remove ? { deleteMembers: c.remove.map((a: string) => ({ deletedUserId: sealed(a) })) } : {}),
      ...(c.promote || c.demote ? { modifyMemberRoles: [...(c.promote ?? []).map((a: string) => ({ userId: sealed(a), role: 2 })), ...(c.demote ?? []).map((a: string) => ({ userId: sealed(a), role: 1 }))] } : {}),
      ...(c.invite ? { addMembersPendingProfileKey: c.invite.map((a: string) => ({ added: { member: { userId: sealed(a), role: 1, profileKey: null, presentation: null, joinedAtVersion: null, labelEmoji: null, labelString: null }, addedByUserId: null, timestamp: null } })) } : {}),
      ...(c.link ? { modifyAddFromInviteLinkAccess: { addFromInviteLinkAccess: c.link === 'any' ? 1 : c.link === 'administrator' ? 3 : 4 }, modifyInviteLinkPassword: { inviteLinkPassword: randomBytes(16) } } : {}),
      ...(c.join ? { addMembers: [{ added: await member(by), joinFromInviteLink: true }] } : {}), ...(c.request ? { addMembersPendingAdminApproval: [{ added: { presentation: await presentation(by), userId: null, profileKey: null, timestamp: null } }] } : {}),
      ...(c.promoteInvited ? { promoteMembersPendingProfileKey: [{ presentation: await presentation(by), userId: null, profileKey: null }] } : {}),
      ...(c.promotePni ? { promoteMembersPendingPniAciProfileKey: [{ presentation: await presentation(by), userId: null, pni: null, profileKey: null }] } : {}),
    };
    const server = await this.server.getGroup(Buffer.from(group.secretParams.getPublicParams().serialize())), pni = phone.device.pni;
    const result = await this.server.modifyGroup({ group: server, actions, aciCiphertext: sealed(by), pniCiphertext: pni ? group.encryptServiceId(pni) : undefined });
    if (result.conflict) throw new Error('conflict');
    const fresh = await this.group(id), timestamp = this.now();
    if (tell) {
      const message = contents.dataMessage(phone, {}, fresh, Proto.GroupChange.encode(result.signedChange), timestamp);
      const audience = new Set([...this.membersOf(group), ...this.membersOf(fresh), ...(c.invite ?? []).filter((i: string) => !i.startsWith('PNI:'))]);
      for (const p of this.#people.values()) if (p.device.pni && c.invite?.includes(p.device.pni)) await this.mouth.toNumber(phone, p, { content: { dataMessage: message } }, timestamp);
      for (const m of audience) if (this.#people.has(m)) await this.mouth.toDevices(phone, this.person(m), m === by ? contents.sent(message, null, timestamp) : { content: { dataMessage: message } }, { timestamp, sealed: m !== by });
    }
    return { revision: fresh.revision };
  }

  /** The link into a group, as somebody would hand it on. */
  async groupLink(id: string): Promise<{ link: string }> {
    const group = await this.group(id), contents = { contentsV1: { groupMasterKey: group.masterKey, inviteLinkPassword: group.state.inviteLinkPassword } };
    return { link: `https://signal.group/#${Buffer.from(Proto.GroupInviteLink.encode({ contents })).toString('base64url')}` };
  }

  /** Groups that an engine made are learnt from what the phones hear. */
  #learn(masterKey: Uint8Array): void {
    const secret = zkgroup.GroupSecretParams.deriveFromMasterKey(new zkgroup.GroupMasterKey(Buffer.from(masterKey)));
    this.#secrets.set(Buffer.from(secret.getPublicParams().getGroupIdentifier().serialize()).toString('base64'), secret);
  }

  // Files
  async storeFile(plain: Buffer): Promise<Loose> {
    const key = randomBytes(64), iv = randomBytes(16), cipher = createCipheriv('aes-256-cbc', key.subarray(0, 32), iv), body = Buffer.concat([iv, cipher.update(plain), cipher.final()]);
    const blob = Buffer.concat([body, createHmac('sha256', key.subarray(32)).update(body).digest()]), cdnKey = randomBytes(12).toString('hex');
    await this.server.storeAttachmentOnCdn(3, cdnKey, blob);
    return { cdnKey, cdnNumber: 3, key: key.toString('base64'), digest: createHash('sha256').update(blob).digest('base64'), size: plain.length };
  }
  /** Opened with code of its own, so that what an engine stored is checked. */
  readFile(p: { attachmentIdentifier: { cdnKey: string }; key: string; digest: string; size: number }): Buffer {
    const name = p.attachmentIdentifier.cdnKey, file = `${this.cdn}/attachments/${name}`;
    if (!/^[\w-]+$/.test(name) || !existsSync(file)) throw new Error('no such file');
    const blob = readFileSync(file), key = Buffer.from(p.key, 'base64'), signed = blob.subarray(0, -32);
    if (!createHash('sha256').update(blob).digest().equals(Buffer.from(p.digest, 'base64'))) throw new Error('wrong digest');
    if (!createHmac('sha256', key.subarray(32)).update(signed).digest().equals(blob.subarray(-32))) throw new Error('wrong MAC');
    const cipher = createDecipheriv('aes-256-cbc', key.subarray(0, 32), signed.subarray(0, 16));
    return Buffer.concat([cipher.update(signed.subarray(16)), cipher.final()]).subarray(0, p.size);
  }

  /** A pack of stickers, and its key. */
  async createPack(b: { title: string; stickers: { emoji: string; data: string }[] }): Promise<{ packId: string; packKey: string }> {
    const id = randomBytes(16), key = randomBytes(32), keys = libsignal.hkdf(64, key, Buffer.from('Sticker Pack'), Buffer.alloc(32)), seal = (plain: Uint8Array) => {
      const iv = randomBytes(16), cipher = createCipheriv('aes-256-cbc', keys.subarray(0, 32), iv), body = Buffer.concat([iv, cipher.update(plain), cipher.final()]);
      return Buffer.concat([body, createHmac('sha256', keys.subarray(32)).update(body).digest()]);
    };
    const stickers = b.stickers.map((s, i) => ({ id: i, emoji: s.emoji, contentType: 'image/png' }));
    await this.server.storeStickerPack({ id, manifest: seal(Proto.StickerPack.encode({ title: b.title, author: 'The bed', cover: stickers[0] ?? null, stickers })), stickers: b.stickers.map((s) => seal(Buffer.from(s.data, 'base64'))) });
    return { packId: id.toString('hex'), packKey: key.toString('hex') };
  }

  /** What a phone keeps of a chat: a person's record, a group's, or the account's own. */
  async readStorage(aci: string, contact: string | null, group: string | null): Promise<Loose> {
    const state = await this.person(aci).expectStorageState('to read it');
    const record = contact ? state.getContact(this.person(contact)) : group ? state.getGroup(await this.group(group)) : state.getAccountRecord();
    return { record: record ? toJson(record) : null, pinned: contact ? state.isPinned(this.person(contact)) : group ? state.isGroupPinned(await this.group(group)) : false };
  }

  // The storage service
  async changeStorage(aci: string, contact: string | null, values: Loose): Promise<void> {
    const phone = this.person(aci);
    if (values.mutedUntilTimestamp !== undefined) values = { ...values, mutedUntilTimestamp: BigInt(values.mutedUntilTimestamp) };
    let state = await phone.expectStorageState('to change it');
    if (contact === null) state = state.updateAccount(values);
    else if (state.getContact(this.person(contact))) state = state.updateContact(this.person(contact), values);
    else state = this.#contact(state, this.person(contact), values);
    await phone.setStorageState(state);
    for (const d of phone.secondaryDevices) await this.mouth.introduce(phone, d);
    await phone.sendFetchStorage({ timestamp: this.now() });
  }
  /** What a phone keeps of somebody whose safety number was compared. */
  verified(aci: string): Loose { return { identityState: Proto.ContactRecord.IdentityState.VERIFIED, identityKey: this.person(aci).publicKey.serialize() }; }
  #contact(state: Loose, phone: Loose, values: Loose): Loose {
    return state.addContact(phone, { whitelisted: true, ...(phone.device.number ? { serviceE164: phone.device.number } : {}), profileKey: phone.profileKey.serialize(), ...values });
  }
}

function pniSignature(phone: Loose): Loose {
  const identity = new libsignal.IdentityKeyPair(phone.getPublicKey(ServiceIdKind.PNI), phone.getPrivateKey(ServiceIdKind.PNI));
  return { pni: libsignal.Pni.parseFromServiceIdString(phone.device.pni).getRawUuidBytes(), signature: identity.signAlternateIdentity(phone.getPublicKey(ServiceIdKind.ACI)) };
}
