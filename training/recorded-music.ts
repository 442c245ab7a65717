import path from 'node:path';
import type { Piece } from './corpus.ts';
import { packageFiles } from './debian-packages.ts';
import { createRandom } from './random.ts';
import { isSound, loadRecording } from './recordings.ts';

const packages = [
  '0ad-data',
  'colobot-common-sounds',
  'extremetuxracer-data',
  'freedroidrpg-data',
  'frozen-bubble-data',
  'hedgewars-data',
  'lordsawar-data',
  'lugaru-data',
  'megaglest-data',
  'openarena-data',
  'openarena-088-data',
  'openclonk-data',
  'supertux-data',
  'torcs-data',
  'unknown-horizons',
  'warzone2100-data',
  'wesnoth-1.16-music',
  'widelands-data',
  'xmoto-data',
] as const;

const pieces = /music\d?[^/]*\/|musics\/|music\.ocg|music[^/]*\.ogg$|mainzik/i;

const EXCERPT_SECONDS = 9;
/** Start times of the two excerpts of a piece in seconds: one after the introduction, one later. */
const STARTS = [12, 36] as const;
const MAX_PER_PACKAGE = 14;

/** Takes two excerpts of each piece of music from free games. Both excerpts have the piece as their label. */
export const recordedMusic: Piece = {
  name: 'music-recorded',
  about: 'Two excerpts of 9 s from each piece of music of free games, labeled by piece.',
  packages: packages,
  async build(add, cache) {
    const random = createRandom('recorded music');
    for (const packageName of packages) {
      const { root, files } = await packageFiles(packageName, cache);
      const music = files.filter((file) => isSound(file) && pieces.test(file));
      for (const file of random.sample(music, MAX_PER_PACKAGE)) {
        for (const [take, start] of STARTS.entries()) {
          const sound = await loadRecording(path.join(root, file), start, EXCERPT_SECONDS);
          if (sound === null || sound.samples.length < 3 * sound.rate) continue;
          const piece = `${packageName}:${path.basename(file)}`;
          await add({
            group: 'music',
            set: 'games',
            labels: { piece, source: packageName, take: String(take) },
            sound,
          });
        }
      }
    }
  },
};
