import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type DownloadOptions, downloadFile } from '../../../src/engine/clap/download-file.ts';
import { type ModelHub, stallAfter, startModelHub, status, whole } from '../../helpers/model-hub.ts';

const ID = 'someone/stand-in';
let folder: string;
let hub: ModelHub;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clap-'));
  hub = await startModelHub(join(folder, 'hub'));
});

afterEach(async () => {
  hub.close();
  await rm(folder, { recursive: true });
});

describe('one file', () => {
  const content = Buffer.alloc(100_000, 'sound');
  const expected = { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
  let path: string;
  let options: DownloadOptions;

  beforeEach(async () => {
    const file = join(folder, 'hub', ID, 'weights');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    path = join(folder, 'weights');
    options = { url: `${hub.url}/${ID}/resolve/main/weights`, path, expected, retryMs: 1 };
  });

  /** Breaks the connection off once so many bytes have been kept. */
  const dropAt =
    (...places: number[]) =>
    (received: number) => {
      if (places.includes(received)) hub.drop();
    };

  const left = async () => (await readdir(folder)).filter((name) => name.startsWith('weights'));

  test('arrives whole, is checked, and nothing else is left', async () => {
    expect(await downloadFile(options)).toEqual(expected);
    expect(content.equals(await readFile(path))).toBe(true);
    expect(await left()).toEqual(['weights']);
  });

  test('continues what an earlier try left', async () => {
    await writeFile(`${path}.part`, content.subarray(0, 60_000));
    await downloadFile(options);
    expect(hub.asked).toEqual(['weights bytes=60000-']);
    expect(content.equals(await readFile(path))).toBe(true);
  });

  test('survives connections that break off, continuing each time', async () => {
    hub.oddities.push(stallAfter(30_000), status(503), stallAfter(30_000));
    await downloadFile({ ...options, onBytes: dropAt(30_000, 60_000) });
    expect(content.equals(await readFile(path))).toBe(true);
    expect(hub.asked).toEqual(['weights', 'weights bytes=30000-', 'weights bytes=30000-', 'weights bytes=60000-']);
  });

  test('starts over where the server cannot continue', async () => {
    await writeFile(`${path}.part`, content.subarray(0, 60_000));
    hub.oddities.push(whole);
    await downloadFile(options);
    expect(content.equals(await readFile(path))).toBe(true);
  });

  test('starts over where what was left is of another file', async () => {
    await writeFile(`${path}.part`, Buffer.alloc(60_000, 'other'));
    await downloadFile(options);
    expect(hub.asked).toEqual(['weights bytes=60000-', 'weights']);
    expect(content.equals(await readFile(path))).toBe(true);
  });

  test('is written whole by a disk that takes a part at a time', async () => {
    const probe = await open(join(folder, 'probe'), 'w');
    await probe.close();
    const handles = Object.getPrototypeOf(probe);
    const { write } = handles;
    const halves = vi.spyOn(handles, 'write').mockImplementation(function (this: typeof probe, ...args: unknown[]) {
      const [bytes] = args;
      return write.call(this, bytes instanceof Uint8Array ? bytes.subarray(0, bytes.length / 2) : bytes);
    });
    onTestFinished(() => halves.mockRestore());
    expect(await downloadFile(options)).toEqual(expected);
  });

  test('that the disk has no room for is left as far as it came, and the disk is said to be full', async () => {
    const probe = await open(join(folder, 'probe'), 'w');
    await probe.close();
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const write = vi.spyOn(Object.getPrototypeOf(probe), 'appendFile').mockRejectedValue(full);
    onTestFinished(() => write.mockRestore());
    await expect(downloadFile(options)).rejects.toMatchObject({
      kind: 'download',
      message: expect.stringContaining('no space left on device'),
    });
    expect(hub.asked).toHaveLength(1);
  });

  test('that is already there in full only gets its name', async () => {
    await writeFile(`${path}.part`, content);
    await downloadFile(options);
    expect(hub.asked).toEqual([]);
    expect(await left()).toEqual(['weights']);
  });

  test('of the right length but other content is refused, and not kept', async () => {
    const wrong = { ...expected, sha256: expected.sha256.replaceAll(/[0-7]/g, '8') };
    await expect(downloadFile({ ...options, expected: wrong })).rejects.toMatchObject({ kind: 'download' });
    expect(await left()).toEqual([]);
  });

  test('of another length is refused before it is downloaded', async () => {
    await expect(downloadFile({ ...options, expected: { ...expected, bytes: 99 } })).rejects.toThrow(/100000 bytes/);
    expect(await left()).toEqual([]);
  });

  test('that the server does not have is an error at once', async () => {
    await expect(downloadFile({ ...options, url: `${hub.url}/${ID}/resolve/main/nothing` })).rejects.toThrow(
      /answered 404/,
    );
    expect(hub.asked).toHaveLength(1);
  });

  test('is given up after tries that bring nothing, and what there was is kept for the next', async () => {
    hub.oddities.push(stallAfter(30_000), ...Array(20).fill(status(503)));
    await expect(downloadFile({ ...options, onBytes: dropAt(30_000) })).rejects.toMatchObject({ kind: 'download' });
    expect(await left()).toEqual(['weights.part']);
    hub.oddities.length = 0;
    await downloadFile(options);
    expect(content.equals(await readFile(path))).toBe(true);
  });

  test('can be stopped', async () => {
    const stop = new AbortController();
    hub.oddities.push(stallAfter(9));
    const onBytes = () => stop.abort(new Error('enough'));
    await expect(downloadFile({ ...options, onBytes, signal: stop.signal })).rejects.toThrow('enough');
    expect(await left()).toEqual(['weights.part']);
  });
});
