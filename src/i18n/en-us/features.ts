/** What is listened for, and how alike two sounds are in it. */
export const features = {
  names: {
    mfcc: 'Tone / Vocals',
    chroma: 'Tune / Melody',
    contrast: 'Foreground / Background',
    rhythm: 'Rhythm / Tempo',
    zcr: 'Voice / Noise texture',
    rms: 'Loudness / Dynamics',
  },
  meaning: 'Meaning',
  noneStandsOut: 'No single feature stands out',
  differsIn: (list: string) => `differs in ${list}`,
  closeness: {
    'same recording': 'same recording',
    'very close': 'very close',
    close: 'close',
    related: 'related',
    far: 'far',
  },
};
