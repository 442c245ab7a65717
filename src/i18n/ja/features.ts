import type { Messages } from '../en-us/index.ts';

export const features: Messages['features'] = {
  names: {
    mfcc: '音色・声質',
    chroma: '音程・メロディー',
    contrast: '前景・背景',
    rhythm: 'リズム・テンポ',
    zcr: '声・ノイズの質感',
    rms: '音量・強弱',
  },
  meaning: '意味',
  noneStandsOut: '特に目立つ特徴はありません',
  differsIn: (list) => `違い：${list}`,
  closeness: {
    'same recording': '同じ録音',
    'very close': 'とても近い',
    close: '近い',
    related: '似た系統',
    far: '遠い',
  },
};
