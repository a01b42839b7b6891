import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const here = import.meta.dirname
const features = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory())
const sources = (folder: string) =>
  readdirSync(join(here, folder)).filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))

it.each(features.map(({ name }) => name))(
  'the feature %s knows neither another feature nor the app',
  (own) => {
    for (const name of sources(own)) {
      const imported = [...readFileSync(join(here, own, name), 'utf8').matchAll(/from '([^']+)'/g)].map(
        ([, path = '']) => path,
      )
      const strangers = imported.filter((path) => /^(#features|#app|\.\.\/)/.test(path))
      expect(strangers, `${own}/${name}`).toEqual([])
    }
  },
)

it.each(['components', 'lib'])('%s knows no feature', (folder) => {
  for (const name of readdirSync(join(here, '..', folder))) {
    expect(readFileSync(join(here, '..', folder, name), 'utf8'), name).not.toMatch(/from '(#features|#app)/)
  }
})
