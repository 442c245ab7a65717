import { randomSound } from '../files.ts';
import { oneOf, type Person, type Scene, textOf } from '../simulated-member.ts';

const TAGS = ['drum', 'loop', 'voice', 'metal', 'soft, low'];

export async function add(person: Person, scene: Scene): Promise<void> {
  if (person.kept.size >= scene.enough) await take(person, scene);
  const bytes = randomSound(scene.random);
  person.latest = bytes;
  await addFile(person, scene, bytes);
}

/** Adds the file that was added last, and decides either way where it is here already. */
export async function addAgain(person: Person, scene: Scene): Promise<void> {
  if (person.latest) await addFile(person, scene, person.latest);
}

/** Through the menu of a message that has a file. */
export async function addFromMessage({ member, kept, unclear }: Person, scene: Scene): Promise<void> {
  const label = scene.nextLabel();
  const message = member.post('listen', [member.upload(`${label}.wav`, randomSound(scene.random))]);
  const answer = await scene.send(() => member.messageCommand('Add to sound library', message));
  if (/Added/.test(textOf(answer))) kept.add(label);
  else if (!answer) unclear.add(label);
}

/** Two files at once, in the modal that `/add` opens where it is given none. */
export async function addInModal({ member, kept, unclear }: Person, scene: Scene): Promise<void> {
  const opened = await scene.begin(() => member.slash('add'));
  if (opened.steps[0]?.kind !== 'modal') return;
  const labels = [scene.nextLabel(), scene.nextLabel()];
  const files = labels.map((label) => member.upload(`${label}.wav`, randomSound(scene.random)));
  const answer = await scene.send(() => member.submit(opened, { files }));
  const said = JSON.stringify(answer?.embeds.find(({ title }) => title && /Added/.test(title))?.description ?? '');
  for (const label of labels) {
    if (said.includes(`**${label}**`)) kept.add(label);
    else if (!answer) unclear.add(label);
  }
}

async function addFile({ member, kept, unclear }: Person, scene: Scene, bytes: Uint8Array): Promise<void> {
  const label = scene.nextLabel();
  const tags = oneOf(scene.random, TAGS) ?? '';
  const audio = member.upload(`${label}.wav`, bytes);
  const answer = await scene.send(() => member.slash('add', { audio, label, tags }));
  if (/Added/.test(textOf(answer))) kept.add(label);
  else if (answer && /Already here/.test(textOf(answer))) {
    const decided = await scene.send(() => member.click(answer, scene.random() < 0.3 ? 'Add anyway' : 'Leave it out'));
    if (/Added/.test(textOf(decided))) kept.add(label);
    else if (!decided) unclear.add(label);
  } else if (!answer) unclear.add(label);
}

export async function remove(person: Person, scene: Scene): Promise<void> {
  const answer = await take(person, scene);
  if (!answer || scene.random() < 0.6) return;
  const { label, message } = answer;
  const back = await scene.send(() => person.member.click(message, 'Put it back'));
  if (/is back/.test(textOf(back))) person.kept.add(label);
  else if (!back) person.unclear.add(label);
}

/** Removes one of their own, picked from what is offered while typing. */
async function take({ member, kept, unclear }: Person, scene: Scene) {
  const label = oneOf(scene.random, kept);
  if (label === undefined) return undefined;
  const offered = await scene.type(() => member.autocomplete('remove', 'sound', label));
  const sound = String(offered.find(({ name }) => name.startsWith(`${label} `))?.value ?? label);
  kept.delete(label);
  const asked = await scene.send(() => member.slash('remove', { sound }));
  const message = asked?.components?.length ? await scene.send(() => member.click(asked, 'Remove')) : asked;
  if (message && /Removed/.test(textOf(message))) return { label, message };
  // Refused: it stays.
  (asked && message ? kept : unclear).add(label);
  return undefined;
}

export async function edit({ member, kept, unclear }: Person, scene: Scene): Promise<void> {
  const label = oneOf(scene.random, kept);
  if (label === undefined) return;
  const renamed = scene.nextLabel();
  kept.delete(label);
  const answer = await scene.send(() => member.slash('edit', { sound: label, label: renamed, tags: 'edited' }));
  if (/Changed/.test(textOf(answer))) kept.add(renamed);
  else if (answer) kept.add(label);
  else for (const either of [label, renamed]) unclear.add(either);
}

export async function forget({ member, kept, unclear }: Person, scene: Scene): Promise<void> {
  const asked = await scene.send(() => member.slash('forget'));
  if (!asked || asked.components?.length === 0) return;
  const answer = await scene.send(() => member.click(asked, 'Erase everything'));
  if (!/Erased/.test(textOf(answer))) for (const label of kept) unclear.add(label);
  kept.clear();
}
