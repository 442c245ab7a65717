// Compiles src/storage/matrix/kernel.wat to WebAssembly. After a change of kernel.wat, run:
// npx tsx tests/storage/matrix/compile-kernel.ts
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import loadWabt from 'wabt';

const SOURCE = new URL('../../../src/storage/matrix/kernel.wat', import.meta.url);
const OUTPUT = new URL('../../../src/storage/matrix/kernel-bytes.ts', import.meta.url);

/** Returns the compiled WebAssembly module in base64. */
export async function compileKernel(): Promise<string> {
  const wabt = await loadWabt();
  const parsed = wabt.parseWat('kernel.wat', await readFile(SOURCE, 'utf8'), { simd: true });
  try {
    return Buffer.from(parsed.toBinary({}).buffer).toString('base64');
  } finally {
    parsed.destroy();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lines = ((await compileKernel()).match(/.{1,100}/g) ?? []).map((line) => `  '${line}'`);
  const comment = '/** kernel.wat, compiled by tests/storage/matrix/compile-kernel.ts. */';
  await writeFile(OUTPUT, `${comment}\nexport const KERNEL_BASE64 =\n${lines.join(' +\n')};\n`);
}
