import { Gauge, type Registry } from 'prom-client';
import type { Libraries, Library } from '../storage/library.ts';

/** The same libraries, with how many there are and how much the open ones hold. Servers are not told apart. */
export function meterLibraries(registry: Registry, libraries: Libraries): Libraries {
  const registers = [registry];
  /** Held weakly, so that a library that is idle can leave memory. */
  const opened = new Map<string, WeakRef<Library>>();
  const open = () => {
    const here: Library[] = [];
    for (const [guildId, reference] of opened) {
      const library = reference.deref();
      if (library) here.push(library);
      else opened.delete(guildId);
    }
    return here;
  };
  const sum = (of: (library: Library) => number) => open().reduce((total, library) => total + of(library), 0);

  new Gauge({
    name: 'soundalike_libraries',
    help: 'Servers that have a library',
    registers,
    async collect() {
      this.set((await libraries.guilds()).length);
    },
  });
  new Gauge({
    name: 'soundalike_open_libraries',
    help: 'Libraries in memory',
    registers,
    collect() {
      this.set(open().length);
    },
  });
  new Gauge({
    name: 'soundalike_open_library_sounds',
    help: 'Sounds of the libraries in memory',
    registers,
    collect() {
      this.set(sum((library) => library.size));
    },
  });
  new Gauge({
    name: 'soundalike_open_library_audio_bytes',
    help: 'Kept audio of the libraries in memory',
    registers,
    collect() {
      this.set(sum((library) => library.bytes));
    },
  });
  new Gauge({
    name: 'soundalike_library_problems',
    help: 'Damaged files that were found in the libraries in memory',
    registers,
    collect() {
      this.set(sum((library) => library.problems.length));
    },
  });

  return {
    ...libraries,
    async open(guildId, how) {
      const library = await libraries.open(guildId, how);
      opened.set(guildId, new WeakRef(library));
      return library;
    },
  };
}
