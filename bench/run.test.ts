import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Figure } from './core/figures.ts'

const RUN = fileURLToPath(new URL('run.ts', import.meta.url))

async function run(...options: string[]): Promise<Figure[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [RUN, '--json', ...options])
  return JSON.parse(stdout) as Figure[]
}

test('figures are printed as JSON, with ratios and whether their goals are met', async () => {
  const figures = await run('--only', 'size,wire', '--runs', '1', '--pages', '0.1')
  expect(figures.map(({ name }) => name)).toContain('size tag loader gzip')
  const wire = figures.find(({ name }) => name === 'wire 0.1 MB first view')
  expect(wire).toMatchObject({
    unit: 'bytes',
    met: expect.any(Boolean),
    goal: expect.stringContaining('floor'),
  })
  for (const value of [wire?.ours, wire?.rrweb, wire?.floor]) expect(value).toBeGreaterThan(1000)
  expect(wire?.ratioToFloor).toBeCloseTo((wire?.ours ?? 0) / (wire?.floor ?? 1), 1)
})

test('a group that does not exist is named', async () => {
  await expect(run('--only', 'sizes')).rejects.toMatchObject({ stderr: expect.stringContaining('sizes') })
})
