import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import { html, LitElement, nothing, type TemplateResult } from 'lit';

/** Event with the value that the person typed or chose. */
export interface Picked extends CustomEvent<string | number> {}

const PAUSE_MS = 200;

/** A text field that requests the bot's suggestions after each pause in typing. Any text is allowed. */
export class SuggestField extends LitElement {
  static override properties = {
    fieldId: {},
    filled: {},
    language: {},
    suggest: { attribute: false },
    text: { state: true },
    choices: { state: true },
    active: { state: true },
    isOpen: { state: true },
  };

  declare fieldId: string;
  declare filled: string;
  declare language: string;
  declare suggest: (typed: string) => Promise<APIApplicationCommandOptionChoice[]>;
  declare text: string;
  declare choices: readonly APIApplicationCommandOptionChoice[];
  declare active: number;
  declare isOpen: boolean;
  #timer = 0;
  /** Number of the newest request for suggestions; answers to older requests are ignored. */
  #asked = 0;

  constructor() {
    super();
    Object.assign(this, { fieldId: '', filled: 'empty', language: 'en-US', suggest: async () => [] });
    Object.assign(this, { text: '', choices: [], active: -1, isOpen: false });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const listId = `${this.fieldId}-list`;
    const isOpen = this.isOpen && this.choices.length > 0;
    return html`<input
        id=${this.fieldId} data-field=${this.filled} type="text" autocomplete="off" role="combobox" aria-autocomplete="list"
        aria-expanded=${isOpen} aria-controls=${listId} aria-activedescendant=${isOpen && this.active >= 0 ? `${listId}-${this.active}` : nothing}
        .value=${this.text} @input=${this.#onInput} @focus=${() => this.#ask(0)} @blur=${this.#close} @keydown=${this.#onKey}>
      <ul id=${listId} class="listbox" role="listbox" aria-label="Suggestions" ?hidden=${!isOpen}>
        ${this.choices.map(
          (choice, index) => html`<li id=${`${listId}-${index}`} role="option" aria-selected=${index === this.active}
            class=${index === this.active ? 'active' : ''} @mousedown=${(event: Event) => event.preventDefault()}
            @click=${() => this.#choose(choice)}>${this.#nameOf(choice)}</li>`,
        )}
      </ul>`;
  }

  #nameOf({ name, name_localizations: local }: APIApplicationCommandOptionChoice): string {
    return Object.entries(local ?? {}).find(([language]) => language === this.language)?.[1] ?? name;
  }

  #onInput({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    this.text = target.value;
    this.#pick(this.text);
    this.#ask(PAUSE_MS);
  }

  #ask(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(async () => {
      const number = ++this.#asked;
      const choices = await this.suggest(this.text);
      if (number !== this.#asked) return;
      // If the highlighted suggestion is in the new list too, it stays highlighted.
      const kept = this.choices[this.active]?.value;
      this.choices = choices;
      this.active = choices.findIndex(({ value }) => value === kept);
      this.isOpen = this.contains(document.activeElement);
    }, pause);
  }

  #choose(choice: APIApplicationCommandOptionChoice): void {
    this.text = this.#nameOf(choice);
    this.#close();
    this.#pick(choice.value);
  }

  #pick(value: string | number): void {
    this.dispatchEvent(new CustomEvent('picked', { detail: value }));
  }

  /** Closes the list, and ignores answers that arrive later. */
  #close(): void {
    clearTimeout(this.#timer);
    this.#asked++;
    this.isOpen = false;
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.isOpen || this.choices.length === 0) return;
    const last = this.choices.length - 1;
    if (event.key === 'ArrowDown') this.active = Math.min(last, this.active + 1);
    else if (event.key === 'ArrowUp') this.active = Math.max(0, this.active - 1);
    else if (event.key === 'Escape') this.#close();
    else if (event.key === 'Enter' || event.key === 'Tab') {
      const choice = this.choices[this.active];
      if (choice === undefined) return;
      this.#choose(choice);
      if (event.key === 'Tab') return;
    } else return;
    event.preventDefault();
  }
}

customElements.define('suggest-field', SuggestField);
