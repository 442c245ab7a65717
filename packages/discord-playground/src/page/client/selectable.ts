import { type APISelectMenuComponent, type APISelectMenuOption, ComponentType } from 'discord-api-types/v10';
import { state } from './state.ts';

/** Returns the entries of a select menu: its own options, or the guild's people, channels or roles. */
export function selectable(component: APISelectMenuComponent): APISelectMenuOption[] {
  if (component.type === ComponentType.StringSelect) return component.options;
  const guild = state.guilds.find(({ id }) => id === state.place?.guildId);
  const people = guild?.people.map(({ id, displayName }) => ({ value: id, label: displayName })) ?? [];
  const channels = guild?.channels.map(({ id, name }) => ({ value: id, label: `#${name}` })) ?? [];
  const roles = guild?.roles.map(({ id, name }) => ({ value: id, label: `@${name}` })) ?? [];
  const preset = new Set((component.default_values ?? []).map(({ id }) => id));
  const offered =
    component.type === ComponentType.ChannelSelect
      ? channels
      : component.type === ComponentType.RoleSelect
        ? roles
        : people;
  return offered.map((option) => ({ ...option, default: preset.has(option.value) }));
}
