import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('../../../shared/discord/openapi.json', import.meta.url));

/** Path of Discord's published description, if it lies beside the project; says so once where it does not. */
export const openapiPath: string | undefined = existsSync(path) ? path : undefined;
if (openapiPath === undefined) console.log('skipped: request bodies against ../shared/discord/openapi.json (absent)');
