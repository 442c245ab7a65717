import path from 'node:path';
import { unpackPackage } from './debian-packages.ts';

/** Debian package and path of each soundfont, by a short name. No benchmark of the engine uses these soundfonts. */
const soundfonts = {
  fluid: ['fluid-soundfont-gm', 'usr/share/sounds/sf2/FluidR3_GM.sf2'],
  musescore: ['musescore-general-soundfont-small', 'usr/share/sounds/sf3/MuseScore_General_Lite.sf3'],
  opl3: ['opl3-soundfont', 'usr/share/sounds/sf2/OPL-3_FM_128M.sf2'],
  csound: ['csound-soundfont', 'usr/share/sounds/sf2/sf_GMbank.sf2'],
  blackPearl: ['avldrums.lv2-soundfont', 'usr/share/sounds/sf2/Black_Pearl_4_LV2.sf2'],
  redZeppelin: ['avldrums.lv2-soundfont', 'usr/share/sounds/sf2/Red_Zeppelin_4_LV2.sf2'],
} as const satisfies Record<string, readonly [string, string]>;

export type SoundfontName = keyof typeof soundfonts;

/** Returns the path of a soundfont. Downloads and unpacks its package under `cache` first, if necessary. */
export async function soundfontPath(name: SoundfontName, cache: string): Promise<string> {
  const [packageName, file] = soundfonts[name];
  return path.join(await unpackPackage(packageName, cache), file);
}

export const soundfontPackage = (name: SoundfontName): string => soundfonts[name][0];

export const soundfontPackages: readonly string[] = [...new Set(Object.values(soundfonts).map(([name]) => name))];
