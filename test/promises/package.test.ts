import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../support/slx.js'

interface Locked {
  readonly version: string
  readonly license?: string
  readonly dev?: boolean
  readonly resolved?: string
  readonly hasInstallScript?: boolean
}

const read = (name: string) => readFileSync(`${ROOT}${name}`, 'utf8')
const { dependencies, devDependencies } = JSON.parse(read('package.json'))
const locked: [string, Locked][] = Object.entries(JSON.parse(read('package-lock.json')).packages)
const shipped = locked.filter(([path, { dev }]) => path !== '' && !dev)

describe('dependencies', () => {
  it('are named with one version each', () => {
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it('stand in docs/decisions.md, with version and licence, those of dependencies too', () => {
    const decisions = read('docs/decisions.md')
    for (const [path, { version, license }] of shipped) {
      const name = path.replace(/^.*node_modules\//, '')
      expect(decisions).toContain(`| ${name} | ${version} | ${license} |`)
    }
  })

  it('run nothing when they are installed', () => {
    expect(shipped.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([])
  })

  it('come from whatever registry the user has: the lock file names none', () => {
    expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
    expect(read('package-lock.json')).not.toContain('"resolved"')
  })
})

it('the package holds the command, the library, samples and pages, and nothing else', () => {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { stdout, status } = spawnSync(npm, ['pack', '--dry-run', '--ignore-scripts', '--json'], {
    cwd: ROOT,
  })
  expect(status).toBe(0)
  const [{ files }] = JSON.parse(stdout.toString())
  const paths: string[] = files.map(({ path }: { path: string }) => path)
  const places = ['bin/', 'dist/bundle/', 'dist/src/', 'dist/dissectors/', 'dist/slx.1', 'samples/', 'docs/']
  const pages = ['README.md', 'CHANGELOG.md', 'LICENSE', 'SECURITY.md', 'package.json']
  expect(
    paths.filter((path) => !pages.includes(path) && !places.some((place) => path.startsWith(place))),
  ).toEqual([])
  for (const path of ['bin/slx.js', 'dist/src/library/index.js', 'dist/src/library/index.d.ts', ...pages])
    expect(paths).toContain(path)
})
