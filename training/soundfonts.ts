import path from 'node:path';
import { unpackPackage } from './debian.ts';

/** Soundfonts by short name: the Debian package that has each, and where. None is used by a benchmark that judges the engine. */
const soundfonts = {
  fluid: ['fluid-soundfont-gm', 'usr/share/sounds/sf2/FluidR3_GM.sf2'],
  musescore: ['musescore-general-soundfont-small', 'usr/share/sounds/sf3/MuseScore_General_Lite.sf3'],
  opl3: ['opl3-soundfont', 'usr/share/sounds/sf2/OPL-3_FM_128M.sf2'],
  csound: ['csound-soundfont', 'usr/share/sounds/sf2/sf_GMbank.sf2'],
  blackPearl: ['avldrums.lv2-soundfont', 'usr/share/sounds/sf2/Black_Pearl_4_LV2.sf2'],
  redZeppelin: ['avldrums.lv2-soundfont', 'usr/share/sounds/sf2/Red_Zeppelin_4_LV2.sf2'],
} as const satisfies Record<string, readonly [string, string]>;

export type SoundfontName = keyof typeof soundfonts;

/** Path of a soundfont, its package downloaded and unpacked under `cache` when it is not there yet. */
export async function soundfontPath(name: SoundfontName, cache: string): Promise<string> {
  const [packageName, file] = soundfonts[name];
  return path.join(await unpackPackage(packageName, cache), file);
}

/** The package that a soundfont comes from. */
export const soundfontPackage = (name: SoundfontName): string => soundfonts[name][0];

/** The packages that the soundfonts come from. */
export const soundfontPackages: readonly string[] = [...new Set(Object.values(soundfonts).map(([name]) => name))];
