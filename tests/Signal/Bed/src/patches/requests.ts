// Requests that the mock server does not know, and faults that a test plans: a request that is answered with a status of the test's.
import { createHash } from 'node:crypto';
import { Connection, type Loose } from '../mock.ts';

/** Held: the right answer is made at once and given when the faults are cleared. */
export type Fault = { verb: string; path: string; status: number; body?: unknown; times: number; headers?: Record<string, string>; held?: boolean };

export class Requests {
  readonly faults: Fault[] = [];
  readonly unlinked = new Set<string>();
  readonly seen: { verb: string; path: string; at: number; agent?: string }[] = [];
  readonly held: (() => void)[] = [];
  /** Where the pictures of people are kept. */
  readonly pictures = new Map<string, string>();
  readonly #signedKeys = new Map<string, Buffer>();

  fault(verb: string, path: string): Fault | undefined {
    const fault = this.faults.find((f) => f.times > 0 && f.verb === verb && new RegExp(f.path).test(path));
    if (fault) fault.times--;
    return fault;
  }

  clear(): void { this.faults.length = 0; this.held.splice(0).forEach((go) => go()); }

  /** Lets the answer be made, and keeps it back; whatever is said after it is not part of it. */
  hold(response: Loose): void {
    const end = response.end.bind(response);
    response.end = (...rest: unknown[]) => {
      const status = response.statusCode, headers = response.getHeaders();
      this.held.push(() => {
        response.statusCode = status;
        for (const name of Object.keys(response.getHeaders())) response.removeHeader(name);
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        end(...rest);
      });
      response.end = () => response;
      return response;
    };
  }

  install(): void {
    const original = Connection.prototype.handleRequest, self = this;
    Connection.prototype.handleRequest = async function (this: Loose, request: Loose) {
      const verb = String(request.verb), path = String(request.path);
      self.seen.push({ verb, path: path.split('?')[0]!, at: Date.now() });
      if (self.seen.length > 20_000) self.seen.splice(0, 10_000);
      const fault = self.fault(verb, path), answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
        ({ id: request.id, status, message: null, headers: ['content-type:application/json', ...Object.entries(headers).map(([k, v]) => `${k}:${v}`)], body: Buffer.from(JSON.stringify(body ?? {})) });
      if (fault) return answer(fault.status, fault.body, fault.headers);
      if (verb === 'POST' && path === '/v2/keys/check') return answer(self.#check(this.device, JSON.parse(Buffer.from(request.body).toString())) ? 200 : 409, {});
      if (verb === 'GET' && path === '/v2/directory/auth' && this.device) return answer(200, { username: String(this.device.aci), password: 'directory' });
      const remove = /^\/v1\/devices\/(\d+)$/.exec(path);
      if (verb === 'DELETE' && remove && this.device) { self.unlinked.add(`${this.device.aci}.${remove[1]}`); return answer(204, {}); }
      if (verb === 'PUT' && path.startsWith('/v2/keys') && this.device) self.#keep(this.device, path.includes('identity=pni') ? 'PNI' : 'ACI', JSON.parse(Buffer.from(request.body).toString()));
      const response = await original.call(this, request);
      // A device that is linked anew may get the number of one that was removed.
      if (verb === 'PUT' && path === '/v1/devices/link' && response.status === 200) { const linked = JSON.parse(response.body.toString()); self.#forget(linked); }
      const picture = self.pictures.get(/^\/v1\/profile\/([0-9a-f-]{36})\/\w+$/.exec(path)?.[1] ?? '');
      if (picture && verb === 'GET' && response.status === 200) response.body = Buffer.from(JSON.stringify({ ...JSON.parse(response.body.toString()), avatar: picture }));
      return response;
    };
  }

  /** Connections that are refused: the device was unlinked, or a fault is planned for CONNECT. */
  guard(https: Loose): void {
    const listeners = https.listeners('connect');
    https.removeAllListeners('connect');
    https.on('connect', (request: Loose, response: Loose) => {
      const user = Buffer.from(String(request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString().split(':')[0]!;
      const path = String(request.url), status = this.unlinked.has(user) ? 403 : this.fault('CONNECT', user ? `${path} as ${user}` : path)?.status;
      this.seen.push({ verb: 'CONNECT', path, at: Date.now(), agent: `${request.headers['x-signal-agent'] ?? ''} ${request.headers['user-agent'] ?? ''}`.trim() });
      if (status) { response.writeHead(status); response.end(); return; }
      for (const listener of listeners) listener.call(https, request, response);
    });
  }

  #keep(device: Loose, kind: string, body: Loose): void {
    if (!body.signedPreKey || !body.pqLastResortPreKey) return;
    const number = (id: number) => { const b = Buffer.alloc(8); b.writeBigUInt64BE(BigInt(id)); return b; };
    this.#signedKeys.set(`${device.aci}.${device.deviceId}.${kind}`, createHash('sha256').update(Buffer.from(body.identityKey, 'base64'))
      .update(number(body.signedPreKey.keyId)).update(Buffer.from(body.signedPreKey.publicKey, 'base64'))
      .update(number(body.pqLastResortPreKey.keyId)).update(Buffer.from(body.pqLastResortPreKey.publicKey, 'base64')).digest());
  }

  #forget(linked: { uuid: string; deviceId: number }): void {
    const device = `${linked.uuid}.${linked.deviceId}`;
    this.unlinked.delete(device);
    for (const kind of ['ACI', 'PNI']) this.#signedKeys.delete(`${device}.${kind}`);
  }

  #check(device: Loose, body: { identityType: string; digest: string }): boolean {
    const known = this.#signedKeys.get(`${device.aci}.${device.deviceId}.${body.identityType}`);
    return !known || known.equals(Buffer.from(body.digest, 'base64'));
  }
}
