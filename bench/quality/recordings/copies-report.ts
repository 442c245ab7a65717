import { table } from '../table.ts';
import { COPY_CHANGES, copyOf } from './copies.ts';
import { relatedSound, relateSounds } from './related-sounds.ts';
import type { NamedSound } from './sound-sets.ts';

const MIN_SECONDS = 1.5;

/** Reports how many changed copies of sounds are recognized, separately for sounds below 1.5 s. */
export async function copiesReport(sounds: readonly NamedSound[]): Promise<string> {
  const originals = sounds.map(({ name, samples }) => relatedSound(name, samples));
  const rows: string[][] = [];
  for (const change of COPY_CHANGES) {
    const cells: string[] = [];
    for (const isLong of [true, false]) {
      let [copies, recognized] = [0, 0];
      const kinds = new Map<string, number>();
      for (const original of originals) {
        if (original.seconds >= MIN_SECONDS !== isLong) continue;
        const samples = await copyOf(original.samples, change);
        if (!samples) continue;
        copies++;
        const relation = await relateSounds(original, relatedSound(change, samples));
        if (relation) recognized++;
        kinds.set(relation?.kind ?? 'nothing', (kinds.get(relation?.kind ?? 'nothing') ?? 0) + 1);
      }
      const said = [...kinds].map(([kind, count]) => `${kind} ${count}`).join(', ');
      cells.push(copies === 0 ? '' : `${((100 * recognized) / copies).toFixed(1)} % of ${copies}`, said);
    }
    rows.push([change, ...cells]);
    console.error(`copies, ${change}: ${cells[0]}, ${cells[2]}`);
  }
  return table(['copy', '1.5 s and more', 'said', 'shorter', 'said'], rows);
}
