/**
 * Characters that reorder or hide text, or look like nothing: those that Unicode calls ignorable (bidirectional and
 * zero-width characters, tags, fillers), separators, annotations, and the empty Braille pattern.
 */
const INVISIBLE =
  /(?!\u200c|\u200d|[\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point}|[\u2028\u2029\ufff9-\ufffb\u2800]/gu;
/** Variation selectors, except those after a visible character, such as an emoji. */
const LOOSE_SELECTOR = /(?<![\p{L}\p{N}\p{P}\p{S}])[\ufe00-\ufe0f]+/gu;
/** Zero-width joiners, except those between letters or emoji, which some scripts and emoji need. */
const LOOSE_JOINER =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{Extended_Pictographic}])/gu;
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Characters that Discord interprets as markup, a mention, a link or an emoji code. */
const MARKUP = /[\\*_~`|<>[\]()@#]|:(?=\/\/|[\w+-]+:)/g;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Returns the text of a member on one line, without invisible characters, cut to at most `max` UTF-16 code units. */
export function clean(text: string, max: number): string {
  const visible = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(LOOSE_SELECTOR, '')
    .replace(LOOSE_JOINER, '')
    // Normalizes after the removal, because a removed character may have separated a letter from its combining mark.
    .normalize('NFC')
    .replace(STACKED_MARKS, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return shorten(visible, max);
}

/** Returns a text in the form in which typed texts are compared with labels and tags. */
export function comparable(text: string): string {
  return clean(text, Number.POSITIVE_INFINITY).toLowerCase();
}

/**
 * Returns a member's text escaped for Discord, so that it is shown literally and never as markup, a mention or a link.
 * Right-to-left text is isolated, so that it does not reorder the text around it.
 */
export function literal(text: string, max = 100): string {
  const escaped = clean(text, max).replace(MARKUP, '\\$&');
  return RIGHT_TO_LEFT.test(escaped) ? `\u2068${escaped}\u2069` : escaped;
}

/** Cuts a text to at most `max` UTF-16 code units, between graphemes, and marks the cut with an ellipsis. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.replace(/[\s\u200c\u200d]+$/, '')}…`;
}
