/** What the chunk `iXML` of a WAV file says about its sound. */
export interface IxmlFields {
  readonly title: string | undefined;
  readonly artist: string | undefined;
  readonly keywords: readonly string[];
  readonly tempoBpm: number | undefined;
  readonly key: string | undefined;
  readonly isLoop: boolean;
}

/** An element without elements in it. Its text is bounded, so that a search takes linear time. */
const ELEMENT = /<([A-Za-z_]{2,30})>([^<]{1,500})<\//g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Returns the fields of an iXML text: the keywords of iXML, and the elements of ASWG-G006, the iXML extension for game
 * audio (song title, name of the effect, category, tempo, key). The text need not be well-formed.
 */
export function ixmlFields(xml: string): IxmlFields {
  const elements = new Map<string, string>();
  for (const [, name = '', content = ''] of xml.matchAll(ELEMENT)) {
    const text = content.replace(/&(\w{2,4});/g, (whole, entity: string) => ENTITIES[entity] ?? whole).trim();
    if (text !== '' && !elements.has(name.toLowerCase())) elements.set(name.toLowerCase(), text);
  }
  const tempo = Number(elements.get('tempo'));
  return {
    title: elements.get('songtitle') ?? elements.get('fxname'),
    artist: elements.get('artist'),
    keywords: ['keywords', 'category', 'subcategory', 'genre'].flatMap((name) => elements.get(name) ?? []),
    tempoBpm: Number.isFinite(tempo) ? tempo : undefined,
    key: elements.get('inkey'),
    isLoop: /^(true|yes|1)$/i.test(elements.get('isloop') ?? ''),
  };
}
