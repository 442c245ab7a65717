import type { Messages } from '../en-us/index.ts';

export const features: Messages['features'] = {
  names: {
    mfcc: 'Timbre / Voix',
    chroma: 'Air / Mélodie',
    contrast: 'Premier plan / Fond',
    rhythm: 'Rythme / Tempo',
    zcr: 'Texture voix / bruit',
    rms: 'Volume / Dynamique',
  },
  meaning: 'Sens',
  noneStandsOut: 'Aucun trait ne se détache',
  differsIn: (list) => `diffère par ${list}`,
  closeness: {
    'same recording': 'même enregistrement',
    'very close': 'très proche',
    close: 'proche',
    related: 'apparenté',
    far: 'éloigné',
  },
};
