import type { Part, Relation } from '../../engine/recordings/recording.ts';
import type { Messages } from '../../i18n/index.ts';

/** For a part that is shorter than this number of seconds, its start and its end are shown with a decimal. */
const SHORT_PART = 2;

/**
 * Returns a sentence about two related sounds, such as `**a** is an excerpt of **b**: 0:12 to 0:17`.
 * @param names names of the sounds `a` and `b` of the relation, as Markdown
 */
export function relationText(
  relation: Relation,
  { a, b }: Readonly<Record<'a' | 'b', string>>,
  { relations: t, format }: Messages,
): string {
  const range = ([from, to]: Part) => {
    const digits = to - from < SHORT_PART ? 1 : 0;
    return t.range(format.position(from, digits), format.position(to, digits));
  };
  switch (relation.kind) {
    case 'same recording':
      return t.sameRecording(a, b);
    case 'excerpt': {
      const [part, whole] = relation.of === 'b' ? [a, b] : [b, a];
      return t.excerpt(part, whole, range([relation.from, relation.to]));
    }
    case 'another speed': {
      // `relation.ratio` is the speed of `b` relative to `a`. The sentence states the speed of `a` relative to `b`.
      const change = 1 / relation.ratio - 1;
      const percent = format.percent(Math.max(0.01, Math.round(Math.abs(change) * 100) / 100));
      return change > 0 ? t.faster(a, b, percent) : t.slower(a, b, percent);
    }
    case 'shares a part':
      return t.sharesPart(a, b, t.samePart(range(relation.a), range(relation.b)));
  }
}
