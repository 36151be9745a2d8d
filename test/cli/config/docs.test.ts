import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { SETTINGS } from '../../../src/cli/config/settings.js'
import { ENVIRONMENT } from '../../../src/cli/environment.js'
import { ROOT } from '../../support/slx.js'

const page = readFileSync(`${ROOT}docs/configuration.md`, 'utf8')

it('tells of every setting', () => {
  const table = page.slice(page.indexOf('| setting |'), page.indexOf('`--show-secrets`'))
  const told = [...table.matchAll(/`([\w-]+)`/g)].map(([, name]) => name)
  expect(told.toSorted()).toEqual(SETTINGS.map(({ name }) => name).toSorted())
})

it('tells of every variable', () => {
  const told = [...page.matchAll(/^\| `([A-Z_]+)` \| (.+) \|$/gm)].map(([, name, meaning]) => [
    name,
    meaning!.replaceAll('`', ''),
  ])
  expect(told).toEqual(ENVIRONMENT)
})
