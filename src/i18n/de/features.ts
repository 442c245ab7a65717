import type { Messages } from '../en-us/index.ts';

export const features: Messages['features'] = {
  names: {
    mfcc: 'Klangfarbe / Gesang',
    chroma: 'Tonfolge / Melodie',
    contrast: 'Vordergrund / Hintergrund',
    rhythm: 'Rhythmus / Tempo',
    zcr: 'Stimme / Rauschen',
    rms: 'Lautstärke / Dynamik',
  },
  meaning: 'Bedeutung',
  noneStandsOut: 'Kein einzelnes Merkmal sticht heraus',
  differsIn: (list) => `anders: ${list}`,
  closeness: {
    'same recording': 'dieselbe Aufnahme',
    'very close': 'sehr ähnlich',
    close: 'ähnlich',
    related: 'verwandt',
    far: 'weit entfernt',
  },
};
