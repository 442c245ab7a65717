import { Gauge, type Registry } from 'prom-client';
import type { Engine } from '../engine/engine.ts';
import type { Libraries } from '../storage/libraries.ts';
import type { Library } from '../storage/library.ts';

/** The engine and the libraries, whose state the gauges show. */
export interface MeasuredState {
  readonly engine: Pick<Engine, 'mode'>;
  readonly libraries: Pick<Libraries, 'guilds' | 'loaded'>;
}

/** Adds gauges of the engine and the libraries to `registry`. Each gauge shows a total of all servers. */
export function collectState(registry: Registry, { engine, libraries }: MeasuredState): void {
  const sum = (count: (library: Library) => number) =>
    libraries.loaded().reduce((total, library) => total + count(library), 0);
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read());
      },
    });

  gauge('soundalike_clap', '1 if CLAP is loaded, 0 if only acoustic features are compared', () =>
    engine.mode === 'clap' ? 1 : 0,
  );
  // Without the database, the number is unknown. The other metrics are then needed most.
  gauge('soundalike_libraries', 'Servers that have a library; NaN while the database does not answer', () =>
    libraries.guilds().then(
      ({ length }) => length,
      () => Number.NaN,
    ),
  );
  gauge('soundalike_open_libraries', 'Libraries in memory', () => libraries.loaded().length);
  gauge('soundalike_open_library_sounds', 'Sounds of the libraries in memory', () => sum(({ size }) => size));
  gauge('soundalike_open_library_audio_bytes', 'Stored audio of the libraries in memory', () =>
    sum(({ bytes }) => bytes),
  );
  gauge('soundalike_library_problems', 'Damaged files that were found in the libraries in memory', () =>
    sum(({ problems }) => problems.length),
  );
}
