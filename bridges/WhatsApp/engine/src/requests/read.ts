// Reads the parameters of requests.
import { Refusal, type Json } from '../rpc/lines.ts'

export function text(params: Json, name: string): string {
  const value = params[name]
  if (typeof value !== 'string' || value === '') {
    throw new Refusal('badRequest', `The request lacks "${name}".`)
  }
  return value
}

export const optionalText = (params: Json, name: string): string | undefined =>
  typeof params[name] === 'string' && params[name] !== '' ? params[name] : undefined

export function number(params: Json, name: string): number {
  const value = params[name]
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new Refusal('badRequest', `The request lacks "${name}".`)
  }
  return value
}

export const flag = (params: Json, name: string): boolean => params[name] === true

export const texts = (params: Json, name: string): string[] =>
  Array.isArray(params[name]) ? params[name].filter(value => typeof value === 'string') : []

export const numbers = (params: Json, name: string): number[] =>
  Array.isArray(params[name]) ? params[name].filter(value => typeof value === 'number') : []
