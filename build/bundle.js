import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/*
 * Joins what was compiled into two files: one that the command line and its help need, one with all the rest. Opening
 * hundreds of small modules takes longer than dissecting a small capture. The entries stay where they are, so that
 * nobody has to know; those that the package exports share the same modules with the command.
 */

const root = fileURLToPath(new URL('..', import.meta.url))
const { exports = {} } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'))
const command = 'dist/src/cli/main.js'
const exported = Object.values(exports).flatMap((entry) => entry.default ?? [])

const PLACE = 'import.meta.url'

const early = new Set()

const bundle = await rolldown({
  cwd: root,
  input: Object.fromEntries([command, ...exported].map((path) => [nameOf(path), resolve(root, path)])),
  platform: 'node',
  // It calls what Node warns of outside node_modules.
  external: ['pcap-parser'],
  checks: { ineffectiveDynamicImport: false },
  plugins: [
    {
      name: 'places',
      // What looks for files beside itself finds them where it was.
      transform(code, id) {
        if (!code.includes(PLACE)) return undefined
        const path = JSON.stringify(relative(resolve(root, 'dist/bundle'), id))
        return code.replaceAll(PLACE, `new URL(${path}, ${PLACE}).href`)
      },
    },
    {
      name: 'early',
      buildEnd() {
        addImported(resolve(root, command), (id) => this.getModuleInfo(id)?.importedIds ?? [])
      },
    },
  ],
})
await bundle.write({
  dir: resolve(root, 'dist'),
  entryFileNames: '[name].js',
  chunkFileNames: 'bundle/[name].js',
  codeSplitting: {
    groups: [{ name: 'early', priority: 1, test: (id) => early.has(id) }, { name: 'late' }],
  },
})

/** `src/cli/main` */
function nameOf(path) {
  return path.replace(/^(\.\/)?dist\//, '').replace(/\.js$/, '')
}

/** Adds a module and all that it imports before it runs. */
function addImported(id, importsOf) {
  if (early.has(id)) return
  early.add(id)
  for (const imported of importsOf(id)) addImported(imported, importsOf)
}
