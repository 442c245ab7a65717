/** Marks that reorder or hide text: bidirectional controls, zero-width characters, soft hyphens, tags. */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;
/** Joiners are kept between letters and emoji, where they belong, and nowhere else. */
const LOOSE_JOINER =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{Extended_Pictographic}])/gu;
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** What Discord reads as markup, a mention, a link or an emoji code. */
const MARKUP = /[\\*_~`|<>[\]()@#]|:(?=\/\/|[\w+-]+:)/g;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A member's text on one line, without what cannot be seen, at most `max` UTF-16 units; never half a character. */
export function clean(text: string, max: number): string {
  const visible = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(LOOSE_JOINER, '')
    // After what stood between a letter and its mark is gone.
    .normalize('NFC')
    .replace(STACKED_MARKS, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return shorten(visible, max);
}

/** A member's text as Discord shows it literally: never markup, mention or link; right-to-left text kept to itself. */
export function literal(text: string, max = 100): string {
  const escaped = clean(text, max).replace(MARKUP, '\\$&');
  return RIGHT_TO_LEFT.test(escaped) ? `\u2068${escaped}\u2069` : escaped;
}

/** At most `max` UTF-16 units, cut between characters as people see them. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.replace(/[\s\u200c\u200d]+$/, '')}…`;
}
