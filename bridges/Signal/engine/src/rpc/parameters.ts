// Reads the host's parameters; what is missing is a fault of the host and said so.
import { isServiceId } from '../encoding/serviceIds.ts';
import type { Parameters } from './connection.ts';
import { Failure } from './failure.ts';

const wrong = (name: string): Failure => new Failure('invalid', `parameter ${name} is missing or wrong`);

export const text = (p: Parameters, name: string): string => { const v = p[name]; if (typeof v !== 'string' || v === '') throw wrong(name); return v; };
export const optionalText = (p: Parameters, name: string): string | undefined => { const v = p[name]; return typeof v === 'string' && v !== '' ? v : undefined; };
export const number = (p: Parameters, name: string): number => { const v = p[name]; if (typeof v !== 'number' || !Number.isSafeInteger(v) || v < 0) throw wrong(name); return v; };
export const flag = (p: Parameters, name: string): boolean => p[name] === true;
export const object = <T>(p: Parameters, name: string): T => { const v = p[name]; if (typeof v !== 'object' || v === null) throw wrong(name); return v as T; };
export const list = <T>(p: Parameters, name: string): T[] => { const v = p[name]; if (!Array.isArray(v)) throw wrong(name); return v as T[]; };
export const person = (p: Parameters, name: string): string => { const v = p[name]; if (typeof v !== 'string' || !isServiceId(v)) throw wrong(name); return v; };
