// Contents as JSON: bytes as base64, large numbers as numbers.
export function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.length ? value.map(toJson) : undefined;
  if (value && typeof value === 'object') {
    const out: Record<string, unknown> = {};
    for (const [key, v] of Object.entries(value)) { if (key.startsWith('$') || v === null || v === undefined) continue; const j = toJson(v); if (j !== undefined) out[key] = j; }
    return out;
  }
  return value;
}
