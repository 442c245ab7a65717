/** Number of hash partitions of the large tables. A guild is in one partition of each table. */
const PARTITIONS = 16;

const partitions = (table: string) =>
  Array.from(
    { length: PARTITIONS },
    (_, part) =>
      `create table ${table}_${part} partition of ${table} for values with (modulus ${PARTITIONS}, remainder ${part});`,
  ).join('\n');

/**
 * Statements of each schema version, the first from an empty database to version 1, and so on. docs/storage-format.md
 * describes the tables. Never change a released migration.
 */
export const MIGRATIONS: readonly string[] = [
  `
create sequence guild_versions;
create table guilds (
  guild_id text collate "C" primary key,
  version bigint not null default 0,
  lease text,
  lease_until timestamptz,
  last_change text,
  settings jsonb,
  left_at timestamptz
) with (fillfactor = 50);

create table sounds (
  guild_id text collate "C" not null,
  id text collate "C" not null,
  position bigint not null,
  changed bigint not null,
  record json not null,
  vector bytea not null,
  primary key (guild_id, id)
) partition by hash (guild_id);
alter table sounds alter column vector set storage external;
create index sounds_changed on sounds (guild_id, changed, id);
${partitions('sounds')}

create table derived (
  guild_id text collate "C" not null,
  sound_id text collate "C" not null,
  kind text collate "C" not null,
  version text not null,
  seconds double precision not null,
  data bytea not null,
  primary key (guild_id, sound_id, kind)
) partition by hash (guild_id);
alter table derived alter column data set storage external;
${partitions('derived')}

create sequence audio_message_numbers;
create table audio_messages (
  guild_id text collate "C" not null,
  message_id text collate "C" not null,
  channel_id text collate "C" not null,
  member_id text collate "C" not null,
  number bigint not null default nextval('audio_message_numbers'),
  primary key (guild_id, message_id)
) partition by hash (guild_id);
create index audio_messages_number on audio_messages (guild_id, number);
${partitions('audio_messages')}
`,
  `
create table shard_leases (
  shard int primary key,
  total int not null,
  holder text not null,
  held_until timestamptz not null
) with (fillfactor = 50);
`,
];
