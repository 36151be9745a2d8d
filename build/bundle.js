import { readFileSync, rmSync } from 'node:fs'
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

const WIDTHS = resolve(root, 'build/string-width.cjs')

const early = new Set()

/** What only some options and inputs need. */
const SELDOM = {
  re2js: /node_modules\/re2js/,
  hexdump: /dist\/src\/ingest\/hexdump\//,
}

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
      name: 'widths',
      // Nine tenths of drawing a table is asking how wide plain texts are, several times each.
      resolveId(source, importer) {
        return source === 'string-width' && importer !== WIDTHS ? WIDTHS : undefined
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
rmSync(resolve(root, 'dist/bundle'), { recursive: true, force: true })
await bundle.write({
  dir: resolve(root, 'dist'),
  entryFileNames: '[name].js',
  chunkFileNames: 'bundle/[name].js',
  // Comments and blanks take time to read, too. Names stay, for the traces of faults.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  codeSplitting: {
    groups: [
      { name: 'early', priority: 2, test: (id) => early.has(id) },
      { name: 'late', priority: 1, test: (id) => !Object.values(SELDOM).some((place) => place.test(id)) },
      ...Object.entries(SELDOM).map(([name, test]) => ({ name, test })),
    ],
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
