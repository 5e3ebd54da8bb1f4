// Bounds on what others may send us, and on what we send.
export const MAX_BODY_BYTES = 2048;          // more travels as an attachment: official apps throw a longer body away
export const MAX_LONG_TEXT_BYTES = 64 * 1024;
export const MAX_ATTACHMENT_BYTES = 100 * 1024 * 1024;
export const MAX_ATTACHMENTS = 32;
export const MAX_TIMER_SECONDS = 0xffff_ffff;
export const MAX_GROUP_MEMBERS = 1001;
export const MAX_BODY_RANGES = 250;
export const MAX_DELETIONS = 500;            // which another own device tells of at once
export const MAX_EDITS = 10;
/** Signal's apps drop later edits and deletions without a word. */
export const CHANGES_TAKEN_FOR = 24 * 3_600_000;
export const LONG_TEXT_TYPE = 'text/x-signal-plain';

const MAX_DAY_AHEAD = 86_400_000;

/** Message times are ids: they must be real times, not further ahead than clocks err. */
export function isPlausibleTime(milliseconds: number, now = Date.now()): boolean {
  return Number.isSafeInteger(milliseconds) && milliseconds > 0 && milliseconds <= now + MAX_DAY_AHEAD;
}
