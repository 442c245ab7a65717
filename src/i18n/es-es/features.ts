import type { Messages } from '../en-us/index.ts';

export const features: Messages['features'] = {
  names: {
    mfcc: 'Timbre / Voces',
    chroma: 'Tonada / Melodía',
    contrast: 'Primer plano / Fondo',
    rhythm: 'Ritmo / Tempo',
    zcr: 'Textura de voz / ruido',
    rms: 'Volumen / Dinámica',
  },
  meaning: 'Significado',
  noneStandsOut: 'Ningún rasgo destaca',
  differsIn: (list) => `se diferencia en ${list}`,
  closeness: {
    'same recording': 'la misma grabación',
    'very close': 'muy parecido',
    close: 'parecido',
    related: 'emparentado',
    far: 'lejano',
  },
};
