import { html, nothing, type TemplateResult } from 'lit';
import type { GuildView, Person } from '../../protocol.ts';
import { enterGuild, go, reset } from '../actions.ts';
import { colourOf } from '../format.ts';
import { state } from '../state.ts';
import { toggleTheme } from '../theme.ts';
import { avatar } from './avatar.ts';
import { themeIcon } from './icons.ts';
import { soundboard } from './soundboard.ts';

/** Renders the sidebar: the servers, the channels of the current server, and the choice of the current person. */
export function sidebar(guild: GuildView, person: Person): TemplateResult {
  const { place } = state;
  return html`<nav class="rail" aria-label="Servers">
      ${state.guilds.map(
        ({ id, name, channels }) => html`<button
          type="button" class="server ${colourOf(id)} ${id === guild.id ? 'current' : ''}" title=${name} aria-label=${name} data-initials=${initials(name)}
          aria-current=${id === guild.id} @click=${() => enterGuild(id)}
        >${channels.some((channel) => state.unread.has(channel.id)) ? html`<span class="dot"></span>` : nothing}</button>`,
      )}
    </nav>
    <nav class="channels" aria-label=${`Channels of ${guild.name}`}>
      <h2>${guild.name}</h2>
      <ul>
        ${guild.channels.map(({ id, name }) => channel(id, name, '#', place?.channelId === id, { guildId: guild.id, person }))}
        <li class="group">Direct messages</li>
        ${channel(person.directChannelId, state.bot.name, '@', place?.channelId === person.directChannelId, { guildId: null, person })}
      </ul>
      ${soundboard(guild)}
      ${setupView()}
      ${personView(guild, person)}
    </nav>`;
}

function channel(
  id: string,
  name: string,
  sign: string,
  isCurrent: boolean,
  { guildId, person }: { guildId: string | null; person: Person },
): TemplateResult {
  return html`<li><button
    type="button" class="channel ${isCurrent ? 'current' : ''} ${state.unread.has(id) ? 'unread' : ''}"
    aria-current=${isCurrent ? 'page' : nothing} @click=${() => go({ guildId, channelId: id, userId: person.id })}
  ><span aria-hidden="true">${sign}</span> ${name}</button></li>`;
}

function setupView(): TemplateResult | typeof nothing {
  const { setup } = state;
  if (setup === null) return nothing;
  const { texts, progress } = setup;
  const isRunning = progress.state === 'running';
  return html`<section class="setup" aria-label=${texts.title}>
    <div class="group">${texts.title}</div>
    ${
      isRunning
        ? html`<label>${progress.text}<progress max=${progress.total} value=${progress.done}></progress></label>`
        : html`<p class=${progress.state === 'ready' ? 'muted' : ''}>${progress.text}</p>`
    }
    <button type="button" class="button secondary small" ?disabled=${isRunning} @click=${() => askReset(texts.confirm)}>${texts.reset}</button>
  </section>`;
}

function askReset(question: string): void {
  if (confirm(question)) void reset();
}

function personView(guild: GuildView, person: Person): TemplateResult {
  const onChange = ({ target }: Event) => {
    const { place } = state;
    if (!(target instanceof HTMLSelectElement) || place === null) return;
    const next = guild.people.find(({ id }) => id === target.value);
    if (next === undefined) return;
    void go({ ...place, userId: next.id, channelId: place.guildId === null ? next.directChannelId : place.channelId });
  };
  return html`<div class="person">
    ${avatar(person.id, person.displayName)}
    <label><span class="muted">You are</span>
      <select @change=${onChange} .value=${person.id}>
        ${guild.people.map((one) => html`<option value=${one.id} ?selected=${one.id === person.id}>${describe(one)}</option>`)}
      </select>
    </label>
    <button type="button" class="icon-button" aria-label="Light or dark" title="Light or dark" @click=${toggleTheme}>${themeIcon}</button>
  </div>`;
}

function describe({ displayName, roles, isOwner, locale }: Person): string {
  const what = [...(isOwner ? ['owner'] : []), ...roles, ...(locale === 'en-US' ? [] : [locale])];
  return what.length === 0 ? displayName : `${displayName} (${what.join(', ')})`;
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => [...word][0])
    .join('')
    .slice(0, 3);
}
