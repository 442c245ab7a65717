import { randomSound } from '../files.ts';
import { type ActionContext, pickRandom, type SimulatedMember, textOf } from '../simulated-member.ts';

const TAGS = ['drum', 'loop', 'voice', 'metal', 'soft, low'];

export async function add(person: SimulatedMember, context: ActionContext): Promise<void> {
  if (person.kept.size >= context.maxOwnSounds) await removeOwn(person, context);
  const bytes = randomSound(context.random);
  person.latest = bytes;
  await addFile(person, context, bytes);
}

/** Adds the most recent file again. Answers the bot's question about the duplicate with yes or no, at random. */
export async function addAgain(person: SimulatedMember, context: ActionContext): Promise<void> {
  if (person.latest) await addFile(person, context, person.latest);
}

/** Adds the file of a message with the context-menu command of the message, and its modal. */
export async function addFromMessage(
  { member, kept, unclear }: SimulatedMember,
  context: ActionContext,
): Promise<void> {
  const label = context.nextLabel();
  const message = member.post('listen', [member.upload(`${label}.wav`, randomSound(context.random))]);
  const opened = await context.begin(() => member.messageCommand('Add to sound library', message));
  if (opened.steps[0]?.kind !== 'modal') return;
  const answer = await context.send(() => member.submit(opened, {}));
  if (/Added/.test(textOf(answer))) kept.add(label);
  else if (!answer) unclear.add(label);
}

/** Adds two files at once in the modal that `/add` opens if no file is given. */
export async function addInModal({ member, kept, unclear }: SimulatedMember, context: ActionContext): Promise<void> {
  const opened = await context.begin(() => member.slash('add'));
  if (opened.steps[0]?.kind !== 'modal') return;
  const labels = [context.nextLabel(), context.nextLabel()];
  const files = labels.map((label) => member.upload(`${label}.wav`, randomSound(context.random)));
  const answer = await context.send(() => member.submit(opened, { files }));
  const said = JSON.stringify(answer?.embeds.find(({ title }) => title && /Added/.test(title))?.description ?? '');
  for (const label of labels) {
    if (said.includes(`**${label}**`)) kept.add(label);
    else if (!answer) unclear.add(label);
  }
}

async function addFile(
  { member, kept, unclear }: SimulatedMember,
  context: ActionContext,
  bytes: Uint8Array,
): Promise<void> {
  const label = context.nextLabel();
  const tags = pickRandom(context.random, TAGS) ?? '';
  const audio = member.upload(`${label}.wav`, bytes);
  const answer = await context.send(() => member.slash('add', { audio, label, tags }));
  if (/Added/.test(textOf(answer))) kept.add(label);
  else if (answer && /Already here/.test(textOf(answer))) {
    const decided = await context.send(() =>
      member.click(answer, context.random() < 0.3 ? 'Add anyway' : 'Leave it out'),
    );
    if (/Added/.test(textOf(decided))) kept.add(label);
    else if (!decided) unclear.add(label);
  } else if (!answer) unclear.add(label);
}

export async function remove(person: SimulatedMember, context: ActionContext): Promise<void> {
  const answer = await removeOwn(person, context);
  if (!answer || context.random() < 0.6) return;
  const { label, message } = answer;
  const back = await context.send(() => person.member.click(message, 'Put it back'));
  if (/is back/.test(textOf(back))) person.kept.add(label);
  else if (!back) person.unclear.add(label);
}

/** Removes one of the member's own sounds, chosen from the autocomplete suggestions. */
async function removeOwn({ member, kept, unclear }: SimulatedMember, context: ActionContext) {
  const label = pickRandom(context.random, kept);
  if (label === undefined) return undefined;
  const choices = await context.type(() => member.autocomplete('remove', 'sound', label));
  const sound = String(choices.find(({ name }) => name.startsWith(`${label} `))?.value ?? label);
  kept.delete(label);
  const asked = await context.send(() => member.slash('remove', { sound }));
  const message = asked?.components?.length ? await context.send(() => member.click(asked, 'Remove')) : asked;
  if (message && /Removed/.test(textOf(message))) return { label, message };
  // The bot rejected the removal, so the library still contains the sound.
  (asked && message ? kept : unclear).add(label);
  return undefined;
}

export async function edit({ member, kept, unclear }: SimulatedMember, context: ActionContext): Promise<void> {
  const label = pickRandom(context.random, kept);
  if (label === undefined) return;
  const renamed = context.nextLabel();
  kept.delete(label);
  const answer = await context.send(() => member.slash('edit', { sound: label, label: renamed, tags: 'edited' }));
  if (/Changed/.test(textOf(answer))) kept.add(renamed);
  else if (answer) kept.add(label);
  else for (const either of [label, renamed]) unclear.add(either);
}

export async function forget({ member, kept, unclear }: SimulatedMember, context: ActionContext): Promise<void> {
  const asked = await context.send(() => member.slash('forget'));
  if (!asked || asked.components?.length === 0) return;
  const answer = await context.send(() => member.click(asked, 'Erase everything'));
  if (!/Erased/.test(textOf(answer))) for (const label of kept) unclear.add(label);
  kept.clear();
}
