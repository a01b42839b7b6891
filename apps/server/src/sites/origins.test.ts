import { expect, test } from 'vitest'
import { isOriginAllowed, LOOPBACK_ORIGINS, normalizeOrigin } from './origins.ts'

test('an origin is allowed exactly: scheme, host and port', () => {
  const allowed = ['https://www.example.com']
  expect(isOriginAllowed(allowed, 'https://www.example.com')).toBe(true)
  for (const origin of [
    'http://www.example.com',
    'https://example.com',
    'https://www.example.com:8443',
    'https://www.example.com.evil.example',
    'https://www.example.com/',
    'null',
    '',
  ])
    expect(isOriginAllowed(allowed, origin), origin).toBe(false)
})

test('the demo admits loopback by every name, port and scheme, and nothing else', () => {
  for (const origin of [
    'http://localhost:4001',
    'https://localhost',
    'http://127.0.0.1:8080',
    'http://[::1]:3000',
    'http://shop.localhost:4001',
    'https://a.b.localhost',
  ])
    expect(isOriginAllowed(LOOPBACK_ORIGINS, origin), origin).toBe(true)
  for (const origin of [
    'http://localhost.evil.example',
    'http://evillocalhost',
    'http://127.0.0.1.evil.example',
    'http://192.168.0.1',
    'file://localhost',
    'null',
  ])
    expect(isOriginAllowed(LOOPBACK_ORIGINS, origin), origin).toBe(false)
})

test('a wildcard that is no loopback entry allows nothing', () => {
  expect(isOriginAllowed(['https://*.example.com', '*'], 'https://www.example.com')).toBe(false)
})

test('loopback entries are kept where they are allowed', () => {
  expect(normalizeOrigin('http://localhost:*', true)).toBe('http://localhost:*')
  expect(normalizeOrigin('http://localhost:*', false)).toBeNull()
})
