import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Returns the options with which a thread can run TypeScript on Node.js 20.
 * Node.js 20 does not pass module loaders on to threads. Without these options, tsx would load a thread's modules with
 * `require`, which does not allow top-level `await`.
 */
export function typeScriptLoader(module: URL): { execArgv?: string[] } {
  if (extname(module.pathname) !== '.ts' || !process.version.startsWith('v20.')) return {};
  const api = new URL('./index.mjs', pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')));
  const hooks = `data:text/javascript,import { register } from ${JSON.stringify(api)}; register();`;
  return { execArgv: [...process.execArgv, '--import', hooks] };
}
