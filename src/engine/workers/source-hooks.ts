import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Arguments for a thread that runs TypeScript, as in development and tests; none for what is built. Node 20 hands no
 * loader on to threads, and what tsx installs in them there is for `require`, which takes no top-level `await`.
 */
export function sourceHooks(module: URL): { execArgv?: string[] } {
  if (extname(module.pathname) !== '.ts' || !process.version.startsWith('v20.')) return {};
  const api = new URL('./index.mjs', pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')));
  const hooks = `data:text/javascript,import { register } from ${JSON.stringify(api)}; register();`;
  return { execArgv: [...process.execArgv, '--import', hooks] };
}
