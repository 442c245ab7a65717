import { extname } from 'node:path';

/**
 * Returns the URL of a module in the same folder as the calling module, with the same extension.
 * The extension is `.ts` if run from source, and `.js` in a build. Tests replace this function (`vitest.config.ts`).
 * @param moduleUrl `import.meta.url` of the calling module
 * @param name file name without the extension
 */
export function siblingModule(moduleUrl: string, name: string): URL {
  return new URL(`./${name}${extname(new URL(moduleUrl).pathname)}`, moduleUrl);
}
