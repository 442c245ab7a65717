// Compiles the WebAssembly kernels of src/ to base64. After a change of a .wat file, run:
// npx tsx tests/helpers/compile-kernel.ts
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import loadWabt from 'wabt';

const SOURCES = [
  'storage/matrix/kernel.wat',
  'storage/matrix/codes-kernel.wat',
  'engine/analysis-kernel.wat',
  'engine/resample/resample-kernel.wat',
  'engine/loudness/level-kernel.wat',
  'engine/search/correlate-kernel.wat',
  'engine/search/tune/tune-kernel.wat',
] as const;

/** Returns a compiled WebAssembly module in base64. */
export async function compileKernel(source: (typeof SOURCES)[number]): Promise<string> {
  const wabt = await loadWabt();
  const parsed = wabt.parseWat(source, await readFile(urlOf(source), 'utf8'), { simd: true, threads: true });
  try {
    return Buffer.from(parsed.toBinary({}).buffer).toString('base64');
  } finally {
    parsed.destroy();
  }
}

function urlOf(path: string): URL {
  return new URL(`../../src/${path}`, import.meta.url);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const source of SOURCES) {
    const lines = ((await compileKernel(source)).match(/.{1,100}/g) ?? []).map((line) => `  '${line}'`);
    const comment = `/** ${source.split('/').at(-1)}, compiled by tests/helpers/compile-kernel.ts. */`;
    const output = urlOf(source.replace('.wat', '-bytes.ts'));
    await writeFile(output, `${comment}\nexport const KERNEL_BASE64 =\n${lines.join(' +\n')};\n`);
  }
}
