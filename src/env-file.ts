import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { OperatorError } from './errors.ts';

/** A line of another notation, such as `DISCORD_TOKEN: x`, which the parser would skip. */
const COLON_LINE = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*:(?!\/\/)/;

/**
 * Adds the variables of `.env` in the working folder to `process.env`. Variables that are already set are kept.
 * @returns the absolute path of the file, and whether it exists
 * @throws OperatorError `usage` if the file exists and cannot be read, or has a line of another notation
 */
export function loadEnvFile(file = '.env'): { readonly path: string; readonly exists: boolean } {
  const found = { path: path.resolve(file), exists: existsSync(file) };
  if (!found.exists) return found;
  const text = readText(file);
  for (const [index, line] of text.split('\n').entries()) {
    const [, name] = COLON_LINE.exec(line) ?? [];
    // The line may contain a token, so only its name is shown.
    if (name) throw new OperatorError('usage', `${file}, line ${index + 1}: write "${name}=", not "${name}:".`);
  }
  for (const [name, value] of Object.entries(parseEnv(text))) process.env[name] ??= value;
  return found;
}

function readText(file: string): string {
  try {
    return textOf(readFileSync(file));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new OperatorError('usage', `${file} cannot be read: ${why}`, { cause });
  }
}

/** Decodes UTF-8 or UTF-16. Drops the byte order mark, which would become a part of the first variable name. */
function textOf(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}
