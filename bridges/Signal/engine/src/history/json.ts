// Reads the archive's JSON, in which everything may be missing or of another kind.
export type Json = Record<string, unknown>;

export const object = (v: unknown): Json | undefined => (typeof v === 'object' && v !== null && !Array.isArray(v) ? v as Json : undefined);
export const array = (v: unknown): Json[] => (Array.isArray(v) ? (v as unknown[]).flatMap((x): Json[] => { const o = object(x); return o ? [o] : []; }) : []);
export const text = (v: unknown): string | undefined => (typeof v === 'string' && v !== '' ? v : undefined);
export const number = (v: unknown): number | undefined => { const n = typeof v === 'string' || typeof v === 'number' ? Number(v) : NaN; return Number.isSafeInteger(n) ? n : undefined; };
export const id = (v: unknown): string => String(v ?? '');
