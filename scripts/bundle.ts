import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/**
 * Packages that bundles import instead of containing them: those with binaries or other files of their own, those that
 * are loaded only if they are needed, and optional dependencies of packages, which are not installed.
 */
export const EXTERNAL_PACKAGES: readonly string[] = [
  '@aws-sdk/client-s3',
  '@echogarden/pffft-wasm',
  '@ffmpeg/core',
  '@napi-rs/canvas',
  '@xenova/transformers',
  'bufferutil',
  'discord-playground',
  'ffmpeg-static',
  'meyda',
  'onnxruntime-node',
  'pg',
  'piscina',
  'prism-media',
  'utf-8-validate',
  'zlib-sync',
];

/** Options of all bundles: those that are built together share their common code as files. */
export const BUNDLE_OPTIONS = {
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[hash]',
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'silent',
} as const satisfies BuildOptions;

/** Code at the start of each bundle: bundled CommonJS modules call `require` and read `__dirname`. */
export const COMMON_JS = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
  'const __dirname = import.meta.dirname;',
].join('\n');

/** Code at the start of each file in `dist`: the URL of that folder. */
const DIST_URL = "const __dist = import.meta.url.slice(0, import.meta.url.lastIndexOf('/dist/') + 6);";

/** Programs of Soundalike, and the module that other programs import. Modules of worker threads are added to them. */
const PROGRAMS = ['main', 'cli', 'engine/index'];
const WORKER = /\.worker\.ts$/;

/** Bundles Soundalike in the root of the repository. @throws the error of esbuild */
export async function bundleSoundalike(root: string): Promise<void> {
  const files = await readdir(join(root, 'src'), { recursive: true });
  const workers = files.filter((name) => WORKER.test(name)).map((name) => name.replace(/\.ts$/, ''));
  await bundle(root, [...PROGRAMS, ...workers]);
}

/**
 * Bundles programs and modules from the folder `src` of a package to its folder `dist`, without checking types.
 * A program that imports one file instead of a thousand starts in less than half the time. Bundles share their common
 * code as files in `dist/chunks`.
 * @param entryPoints names of the files in `src`, without the extension `.ts`
 * @throws the error of esbuild, whose message names the files that cannot be compiled
 */
export async function bundle(folder: string, entryPoints: readonly string[]): Promise<void> {
  const src = join(folder, 'src');
  await build({
    ...BUNDLE_OPTIONS,
    entryPoints: entryPoints.map((name) => ({ in: join(src, `${name}.ts`), out: name })),
    outdir: join(folder, 'dist'),
    external: [...EXTERNAL_PACKAGES],
    banner: { js: `${COMMON_JS}\n${DIST_URL}` },
    plugins: [moduleUrls(src)],
  });
}

/** Lets each module see the URL that it would have as a file of its own, because modules find other files by it. */
function moduleUrls(src: string): Plugin {
  return {
    name: 'module-urls',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
        contents: (await readFile(path, 'utf8')).replaceAll(
          'import.meta.url',
          `new URL(${JSON.stringify(relative(src, path).replaceAll('\\', '/').replace(/ts$/, 'js'))}, __dist).href`,
        ),
        loader: 'ts',
      }));
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await bundleSoundalike(fileURLToPath(new URL('..', import.meta.url)));
