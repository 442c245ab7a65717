import { type Choosable, choosable, startDraft } from './command-draft.ts';
import { changed, state } from './state.ts';

export function locale(): string {
  const people = state.guilds.flatMap((guild) => guild.people);
  return people.find(({ id }) => id === state.place?.userId)?.locale ?? 'en-US';
}

export function choices(): Choosable[] {
  return choosable(state.commands, locale());
}

/** Opens the form of a slash command. Files in the composer become values of its options. */
export function chooseCommand(command: Choosable | string): void {
  const chosen = typeof command === 'string' ? choices().find(({ name }) => name === command) : command;
  if (chosen === undefined) return;
  changed((now) => {
    now.draft = startDraft(chosen, now.files);
    const used = new Set(Object.values(now.draft.values));
    now.files = now.files.filter((file) => !used.has(file));
    now.text = '';
  });
  // Waits until the form is drawn, because its first field gets the focus.
  setTimeout(() => {
    const fields = [...document.querySelectorAll<HTMLElement>('.command-form [data-field]')];
    const empty =
      fields.find((field) => field.dataset.field === 'empty') ??
      document.querySelector<HTMLElement>('.command-form .send');
    empty?.focus();
  });
}
