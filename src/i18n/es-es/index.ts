import type { LanguageMessages } from '../en-us/index.ts';
import { aspects } from './aspects.ts';
import { collections } from './collections.ts';
import { commands } from './commands.ts';
import { descriptors } from './descriptors.ts';
import { errors } from './errors.ts';
import { library } from './library.ts';
import { playback } from './playback.ts';
import { privacy } from './privacy.ts';
import { settings } from './settings.ts';
import { soundboard } from './soundboard.ts';
import { transfer } from './transfer.ts';
import { views } from './views.ts';

export const messages: LanguageMessages = {
  aspects,
  collections,
  commands,
  descriptors,
  errors,
  library,
  playback,
  privacy,
  settings,
  soundboard,
  transfer,
  views,
};
