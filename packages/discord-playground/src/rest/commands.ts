import { type APIApplicationCommand, ApplicationCommandType, InteractionContextType } from 'discord-api-types/v10';
import { z } from 'zod';
import { parseCommandBody } from '../limits/bodies.ts';
import type { CommandBody } from '../limits/body-types.ts';
import { GLOBAL, type World } from '../world/world.ts';
import { addError, dailyCommandsSpent, type ErrorTree, forbidden, invalidForm, unknownCommand } from './errors.ts';
import { type Answer, type Call, created, guildOf, noContent, ok, type Route } from './router.ts';

const CREATES_PER_DAY = 200;
const DAY_MS = 24 * 60 * 60 * 1000;
const MAX: Partial<Record<ApplicationCommandType, number>> = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
};

/** Routes that list, create, overwrite, edit and delete global and guild commands. */
export const commandRoutes: Route[] = [
  '/applications/{application_id}',
  '/applications/{application_id}/guilds/{guild_id}',
].flatMap((owner): Route[] => [
  { method: 'GET', path: `${owner}/commands`, handle: list },
  { method: 'PUT', path: `${owner}/commands`, handle: replaceAll },
  { method: 'POST', path: `${owner}/commands`, handle: add },
  { method: 'GET', path: `${owner}/commands/{command_id}`, handle: (call) => ok(commandOf(call)) },
  { method: 'PATCH', path: `${owner}/commands/{command_id}`, handle: change },
  { method: 'DELETE', path: `${owner}/commands/{command_id}`, handle: remove },
]);

function list(call: Call): Answer {
  const commands = [...commandsOf(call).values()];
  return ok(call.query.get('with_localizations') === 'true' ? commands : withoutLocalizations(commands));
}

/** Creates a command. A command with the same name and type is replaced, and its id stays the same. */
function add(call: Call): Answer {
  const body = parseCommandBody(call.body);
  const commands = commandsOf(call);
  const existing = find(commands, body);
  if (existing === undefined) spendCreates(call.world, scopeOf(call), 1);
  const command = toCommand(call, body, existing);
  requireRoom([...commands.values()].filter((other) => other.id !== command.id).concat(command));
  commands.set(command.id, command);
  announceCommands(call);
  return existing === undefined ? created(command) : ok(command);
}

function replaceAll(call: Call): Answer {
  const bodies = parseAll(call.body);
  const before = commandsOf(call);
  const fresh = bodies.map((body) => ({ body, existing: find(before, body) }));
  spendCreates(call.world, scopeOf(call), fresh.filter(({ existing }) => existing === undefined).length);
  const commands = fresh.map(({ body, existing }) => toCommand(call, body, existing));
  requireRoom(commands);
  call.world.commands.set(scopeOf(call), new Map(commands.map((command) => [command.id, command])));
  announceCommands(call);
  return ok(commands);
}

function change(call: Call): Answer {
  const before = commandOf(call);
  const raw = z.record(z.string(), z.unknown()).catch({}).parse(call.body);
  const command = toCommand(call, parseCommandBody({ ...before, ...raw, type: before.type }), before);
  commandsOf(call).set(command.id, command);
  announceCommands(call);
  return ok(command);
}

function remove(call: Call): Answer {
  commandsOf(call).delete(commandOf(call).id);
  announceCommands(call);
  return noContent;
}

function parseAll(body: unknown): CommandBody[] {
  const bodies = (Array.isArray(body) ? body : []).map((one, i) => parseCommandBody(one, [i]));
  const errors: ErrorTree = {};
  for (const [i, body] of bodies.entries()) {
    if (bodies.slice(0, i).some((other) => other.name === body.name && other.type === body.type)) {
      const message = 'Application command names must be unique';
      addError(errors, [i, 'name'], { code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message });
    }
  }
  if (Object.keys(errors).length > 0) throw invalidForm(errors);
  return bodies;
}

function toCommand(call: Call, body: CommandBody, existing: APIApplicationCommand | undefined): APIApplicationCommand {
  const { world } = call;
  const guildId = scopeOf(call);
  const isGlobal = guildId === GLOBAL;
  const command = {
    id: existing?.id ?? world.nextId(),
    application_id: world.applicationId,
    version: existing?.version ?? '',
    default_member_permissions: null,
    name_localizations: null,
    description: '',
    description_localizations: null,
    nsfw: false,
    integration_types: [0],
    ...(isGlobal ? { contexts: null, dm_permission: allowsDirectMessages(body) } : { guild_id: guildId }),
    ...body,
  };
  // As at Discord, a command gets a new version only if its definition changed.
  const isSame = existing !== undefined && JSON.stringify(command) === JSON.stringify(existing);
  return isSame ? existing : { ...command, version: world.nextId() };
}

function allowsDirectMessages({ contexts, dm_permission }: CommandBody): boolean {
  return contexts?.includes(InteractionContextType.BotDM) ?? dm_permission ?? true;
}

function requireRoom(commands: readonly APIApplicationCommand[]): void {
  for (const [type, max] of Object.entries(MAX)) {
    if (commands.filter((command) => String(command.type) === type).length <= max) continue;
    throw invalidForm({
      _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${max} or fewer in length.` }],
    });
  }
}

function spendCreates(world: World, scope: string, count: number): void {
  const today = (world.commandCreates.get(scope) ?? []).filter((at) => world.clock.now() - at < DAY_MS);
  if (today.length + count > CREATES_PER_DAY) throw dailyCommandsSpent();
  world.commandCreates.set(scope, [...today, ...Array.from({ length: count }, () => world.clock.now())]);
}

function find(commands: Map<string, APIApplicationCommand>, { name, type }: CommandBody) {
  return [...commands.values()].find((command) => command.name === name && command.type === type);
}

function scopeOf(call: Call): string {
  if (call.param('application_id') !== call.world.applicationId) throw forbidden();
  return call.hasParam('guild_id') ? guildOf(call).id : GLOBAL;
}

function commandsOf(call: Call): Map<string, APIApplicationCommand> {
  const scope = scopeOf(call);
  const commands = call.world.commands.get(scope) ?? new Map<string, APIApplicationCommand>();
  call.world.commands.set(scope, commands);
  return commands;
}

/** Returns the command of the request. @throws DiscordError 10063 if the command does not exist */
function commandOf(call: Call): APIApplicationCommand {
  const command = commandsOf(call).get(call.param('command_id'));
  if (command === undefined) throw unknownCommand();
  return command;
}

function announceCommands(call: Call): void {
  const scope = scopeOf(call);
  const commands = [...commandsOf(call).values()];
  call.world.announce({ type: 'commands', guildId: scope === GLOBAL ? null : scope, commands });
}

/**
 * Copies commands without localizations: lists contain localizations only if the request sets `with_localizations`.
 * https://discord.com/developers/docs/interactions/application-commands#get-global-application-commands
 */
function withoutLocalizations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLocalizations);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'name_localizations' && key !== 'description_localizations')
      .map(([key, child]) => [key, withoutLocalizations(child)]),
  );
}
