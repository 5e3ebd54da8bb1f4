// The solution of a captcha that the service wants before the user writes to a stranger.
import { callRaw } from '../connection/service.ts';
import { Failure, failureOfStatus } from '../rpc/failure.ts';
import type { LinkedAccount } from './account.ts';

const PAGE = 'https://signalcaptchas.org/challenge/generate.html';

/** @param link What the page gives; the service wants it without its scheme. */
export async function submitChallenge(account: LinkedAccount, token: string, link: string): Promise<void> {
  const captcha = link.replace(/^signalcaptcha:\/\//, '');
  if (captcha.includes('.registration.')) throw new Failure('invalid', `this solution is of the page for new accounts; the page for this is ${PAGE}`);
  const { status } = await callRaw(account.connector.links.chat, 'PUT', '/v1/challenge', { type: 'captcha', token, captcha });
  if (status === 428 || status === 400) throw new Failure('invalid', `Signal did not take the solution; solve it once more at ${PAGE}, if need be on a machine with the same internet address as Bridges`);
  if (status >= 300) throw failureOfStatus(status, 'the solution of the captcha');
}
