import { randomBytes, randomInt } from 'node:crypto'

/** A new id: the prefix tells people what it is, 16 random bytes that nobody guesses it. */
export function newId<T extends string>(prefix: string): T {
  return `${prefix}_${randomBytes(16).toString('base64url')}` as T
}

/** Six random digits. */
export function newCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, '0')
}
