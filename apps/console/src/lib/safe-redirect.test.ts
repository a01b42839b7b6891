import { expect, it } from 'vitest'
import { safeRedirect } from './safe-redirect.ts'

it.each([
  ['/settings', '/settings'],
  ['/?conversation=c1', '/?conversation=c1'],
  [undefined, '/'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['javascript:alert(1)', '/'],
])('after sign-in, %s leads to %s', (wanted, path) => expect(safeRedirect(wanted)).toBe(path))
