// What became of a message at one recipient.
import { failureOf, type Failure } from '../rpc/failure.ts';

export type Outcome = { recipient: string; ok: boolean; sealed?: boolean; failure?: { kind: string; text: string; certain: boolean; retryAfterSeconds?: number; challenge?: string }; /** The connection broke: the next try is for them. */ again?: boolean };

export const failed = (recipient: string, error: unknown): Outcome => ({ recipient, ok: false, failure: describe(failureOf(error)) });
export const describe = (f: Failure) => ({
  kind: f.kind, text: f.message, certain: f.certain,
  ...(f.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: f.retryAfterSeconds }), ...(f.challenge === undefined ? {} : { challenge: f.challenge }),
});
