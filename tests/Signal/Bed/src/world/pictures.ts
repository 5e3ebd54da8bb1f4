// Pictures of groups, which the mock server does not keep: the form that allows to store one, the storing, the fetching. And pictures of people.
import { createCipheriv, randomBytes } from 'node:crypto';
import { Proto, zkgroup, type Loose } from '../mock.ts';

export class Pictures {
  readonly #kept = new Map<string, Buffer>();

  /** Answers requests about pictures; false for all others. */
  answer(request: Loose, response: Loose): boolean {
    const path = String(request.url ?? '');
    if (request.method === 'GET' && path === '/storageService/v2/groups/avatar/form') {
      const key = `groups/${randomBytes(12).toString('hex')}`;
      this.#kept.set(key, Buffer.alloc(0));
      response.end(Buffer.from(Proto.AvatarUploadAttributes.encode({ key, credential: 'credential', acl: 'private', algorithm: 'AWS4-HMAC-SHA256', date: '20261127T000000Z', policy: 'policy', signature: 'signature' })));
      return true;
    }
    if (request.method === 'POST' && path === '/') { void this.#store(request, response); return true; }
    const kept = request.method === 'GET' ? this.#kept.get(path.slice(1)) : undefined;
    if (!kept?.length) return false;
    response.end(kept);
    return true;
  }

  /** Keeps the picture of a person as their phone stores it; returns where. */
  keepOf(phone: Loose, picture: Buffer): string {
    const nonce = randomBytes(12), cipher = createCipheriv('aes-256-gcm', phone.profileKey.serialize(), nonce), path = `profiles/${randomBytes(12).toString('hex')}`;
    this.#kept.set(path, Buffer.concat([nonce, cipher.update(picture), cipher.final(), cipher.getAuthTag()]));
    return path;
  }

  /** The picture of a group as its members see it; null where it has none. */
  open(group: Loose): { data: string } | null {
    const kept = this.#kept.get(group.state.avatarUrl ?? '');
    if (!kept?.length) return null;
    const blob = Proto.GroupAttributeBlob.decode(new zkgroup.ClientZkGroupCipher(group.secretParams).decryptBlob(kept));
    return { data: Buffer.from(blob.content.avatar).toString('base64') };
  }

  /** A form as browsers send it: the key must be one that was given out. */
  async #store(request: Loose, response: Loose): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts), border = /boundary=(\S+)/.exec(String(request.headers['content-type']))?.[1] ?? '', fields = new Map<string, Buffer>();
    for (let at = body.indexOf(`--${border}`); at >= 0;) {
      const head = body.indexOf('\r\n\r\n', at), next = body.indexOf(`\r\n--${border}`, head);
      if (head < 0 || next < 0) break;
      fields.set(/name="([^"]+)"/.exec(body.subarray(at, head).toString())?.[1] ?? '', body.subarray(head + 4, next));
      at = next + 2;
    }
    const key = fields.get('key')?.toString() ?? '', complete = ['x-amz-credential', 'acl', 'x-amz-algorithm', 'x-amz-date', 'policy', 'x-amz-signature', 'Content-Type', 'file'].every((name) => fields.has(name));
    if (complete && this.#kept.has(key)) { this.#kept.set(key, fields.get('file')!); response.writeHead(204); } else response.writeHead(403);
    response.end();
  }
}
