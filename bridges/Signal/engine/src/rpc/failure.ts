// What a request failed of, in kinds that the host acts upon. The text is for people and carries no ids.
import * as L from '@signalapp/libsignal-client';

export type FailureKind =
  | 'not-connected'      // no connection now; certainly not done
  | 'network'            // the connection broke; see certain
  | 'rate-limited'       // wait
  | 'challenge'          // the service wants a captcha solved first
  | 'unlinked'           // the device is not the account's any more
  | 'expired'            // this engine is too old for the service
  | 'stale-state'        // the account's file is older than what the service has seen
  | 'not-found'          // no such person, chat, file
  | 'forbidden'          // no right
  | 'identity'           // a verified person's safety number changed
  | 'conflict'           // somebody else changed the same at the same time
  | 'too-large'
  | 'unavailable'        // this part of the service cannot be used by this version
  | 'device-limit'
  | 'invalid'            // the request makes no sense
  | 'internal';

export class Failure extends Error {
  readonly kind: FailureKind;
  /** True: certainly not done. False: perhaps done. */
  readonly certain: boolean;
  readonly retryAfterSeconds: number | undefined;
  readonly challenge: string | undefined;
  constructor(kind: FailureKind, message: string, more: { certain?: boolean; retryAfterSeconds?: number; challenge?: string; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.kind = kind;
    this.certain = more.certain ?? true;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.challenge = more.challenge;
  }
}

/** Reads any error. An unknown one is "perhaps done", unless it was thrown before anything left. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const e = error as L.LibSignalErrorBase & { code?: number; retryAfterSecs?: number; token?: string };
  const text = e?.message ?? String(error), more = { cause: error };
  // Where libsignal has no word for an answer of the service, it gives its number.
  const status = e?.code === L.ErrorCode.IoError ? /unexpected response status (\d{3})/.exec(text)?.[1] : undefined;
  if (status) return failureOfStatus(Number(status), 'Signal');
  switch (e?.code) {
    case L.ErrorCode.ChatServiceInactive: return new Failure('not-connected', 'not connected to Signal', more);
    case L.ErrorCode.IoError: case L.ErrorCode.PossibleCaptiveNetwork: return new Failure('network', 'the connection to Signal broke', { ...more, certain: false });
    case L.ErrorCode.ConnectionInvalidated: case L.ErrorCode.ConnectedElsewhere: return new Failure('network', 'Signal ended the connection', { ...more, certain: false });
    case L.ErrorCode.RateLimitedError: return new Failure('rate-limited', 'Signal asks to wait', { ...more, ...wait(e.retryAfterSecs) });
    case L.ErrorCode.RateLimitChallengeError:
      return new Failure('challenge', 'Signal wants a captcha solved first', { ...more, ...wait(e.retryAfterSecs), ...(e.token ? { challenge: e.token } : {}) });
    case L.ErrorCode.AppExpired: return new Failure('expired', 'this version is too old for Signal', more);
    case L.ErrorCode.DeviceDelinked: return new Failure('unlinked', 'this device was unlinked', more);
    case L.ErrorCode.ServiceIdNotFound: return new Failure('not-found', 'not registered with Signal any more', more);
    case L.ErrorCode.UploadTooLarge: return new Failure('too-large', 'the file is too large for Signal', more);
    case L.ErrorCode.RequestUnauthorized: return new Failure('forbidden', 'Signal refused the request', more);
    default: return new Failure('internal', text.slice(0, 300), { ...more, certain: false });
  }
}

const wait = (seconds: number | undefined) => (seconds === undefined ? {} : { retryAfterSeconds: seconds });

/** A refusal by HTTP status. */
export function failureOfStatus(status: number, what: string): Failure {
  if (status === 499) return new Failure('expired', 'this version is too old for Signal');
  if (status === 401 || status === 403) return new Failure('forbidden', `${what}: refused (${status})`);
  if (status === 404) return new Failure('not-found', `${what}: not found`);
  if (status === 409) return new Failure('conflict', `${what}: somebody else was faster`);
  if (status === 411) return new Failure('device-limit', 'the account has too many linked devices');
  if (status === 413) return new Failure('too-large', `${what}: too large`);
  if (status === 429) return new Failure('rate-limited', 'Signal asks to wait');
  return new Failure(status >= 500 ? 'network' : 'invalid', `${what}: Signal answered ${status}`, { certain: status < 500 });
}
