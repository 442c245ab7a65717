import { ClapUnavailable } from './clap-unavailable.ts';
import { type ClapFiles, type ClapOptions, locateModel } from './locate-model.ts';
import { digestFile } from './model-manifest.ts';

/**
 * Returns the identity of a model: its name, precision and the start of the SHA-256 of its audio network.
 * A replaced file thus gives a new identity, because vectors of different models must never be compared.
 * @throws ClapUnavailable `unreadable`
 */
export async function identify({ name, audio }: ClapFiles): Promise<string> {
  const { sha256 } = await digestFile(audio.path).catch((cause: unknown) => {
    throw new ClapUnavailable('unreadable', `${audio.path} cannot be read`, { cause });
  });
  return `${name}:${audio.dtype}:${sha256.slice(0, 16)}`;
}

/** Checks that the files have not changed since they were located. @throws ClapUnavailable `replaced` */
export async function checkUnchanged(options: ClapOptions, files: ClapFiles): Promise<void> {
  const now = await locateModel(options);
  if (now.stamp !== files.stamp) throw new ClapUnavailable('replaced', `${files.folder} was replaced during loading`);
}
