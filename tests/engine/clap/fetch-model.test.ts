import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { writeStandIn } from '../../../scripts/stand-in/write-stand-in.ts';
import { copyModel } from '../../../src/engine/clap/copy-model.ts';
import { type DownloadOptions, downloadFile } from '../../../src/engine/clap/download-file.ts';
import { type FetchProgress, fetchModel } from '../../../src/engine/clap/fetch-model.ts';
import { loadClap } from '../../../src/engine/clap/load.ts';
import { PUBLISHED } from '../../../src/engine/clap/published.ts';
import {
  COMMIT,
  type ModelHub,
  stallAfter,
  startModelHub,
  status,
  whole,
  wholeOrRest,
} from '../../helpers/model-hub.ts';

const ID = 'someone/stand-in';
let folder: string;
let modelsDir: string;
let hub: ModelHub;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clap-'));
  modelsDir = join(folder, 'models');
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

describe('a model', () => {
  beforeEach(async () => {
    await writeStandIn(join(folder, 'hub'), { id: ID });
  });

  const fetch = () => fetchModel({ modelsDir, id: ID, endpoint: hub.url, retryMs: 1 });

  test('is downloaded from a mirror and loads', async () => {
    const fetched = await fetch();
    expect(fetched.folder).toBe(join(modelsDir, ID));
    expect(fetched.downloaded.at(-1)).toBe('config.json');
    const clap = await loadClap({ modelsDir, id: ID });
    expect(clap.model).toContain('stand-in for someone/stand-in');
    expect(await clap.embedText('low')).toHaveLength(512);
    await clap.close();
  });

  test('is tied to the commit of the first download', async () => {
    expect((await fetch()).revision).toBe(COMMIT);
    const lock = JSON.parse(await readFile(join(modelsDir, ID, 'model-lock.json'), 'utf8'));
    expect(lock).toMatchObject({ id: ID, revision: COMMIT });
    expect(Object.keys(lock.files)).toHaveLength(5);
  });

  test('that is there is not downloaded again', async () => {
    await fetch();
    hub.asked.length = 0;
    expect((await fetch()).downloaded).toEqual([]);
    expect(hub.asked).toEqual([]);
  });

  test('gets back a file that was damaged, and no other', async () => {
    await fetch();
    await writeFile(join(modelsDir, ID, 'tokenizer.json'), '{}');
    expect((await fetch()).downloaded).toEqual(['tokenizer.json']);
  });

  test('that has changed on the hub since is refused', async () => {
    await fetch();
    await rm(join(modelsDir, ID, 'config.json'));
    await writeFile(join(folder, 'hub', ID, 'config.json'), '{"model_type":"clap","more":true}');
    await expect(fetch()).rejects.toMatchObject({ kind: 'download' });
  });

  test('tells how far it is, and never goes backwards', async () => {
    const seen: FetchProgress[] = [];
    await fetch();
    await rm(join(modelsDir, ID, 'onnx'), { recursive: true });
    await fetchModel({ modelsDir, id: ID, endpoint: hub.url, onProgress: (progress) => seen.push(progress) });
    const received = seen.map((progress) => progress.received);
    expect(received).toEqual(received.toSorted((a, b) => a - b));
    expect(seen.at(-1)?.received).toBe(seen.at(-1)?.total);
  });

  test('is downloaded by one of several that find a lock left behind', async () => {
    const ended = spawn(process.execPath, ['-e', '']);
    await once(ended, 'exit');
    await mkdir(join(modelsDir, ID), { recursive: true });
    await writeFile(join(modelsDir, ID, 'fetch-3.lock'), `${ended.pid} ${hostname()}`);
    const outcomes = await Promise.allSettled([fetch(), fetch(), fetch(), fetch()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(hub.asked.filter((file) => file === 'tokenizer.json')).toHaveLength(1);
  });

  test('that half arrived does not count as one', async () => {
    hub.oddities.push(wholeOrRest, wholeOrRest, wholeOrRest, status(404));
    await expect(fetch()).rejects.toThrow(/404/);
    await expect(loadClap({ modelsDir, id: ID })).rejects.toMatchObject({ reason: 'missing' });
  });

  test('of the usual name must be the published one, byte for byte', async () => {
    const published = PUBLISHED['Xenova/clap-htsat-unfused'];
    await writeStandIn(join(folder, 'hub'));
    await expect(fetchModel({ modelsDir, endpoint: hub.url })).rejects.toMatchObject({ kind: 'download' });
    expect(published?.revision).toMatch(/^[0-9a-f]{40}$/);
    expect(hub.asked).toHaveLength(1);
  });

  test.each([
    ['a hub that is none', { endpoint: 'models' }],
    ['a hub of another kind', { endpoint: 'ftp://127.0.0.1/' }],
    ['a name that leaves the folder', { id: '../escape' }],
  ])('is not asked of %s', async (_, change) => {
    await expect(fetchModel({ modelsDir, id: ID, endpoint: hub.url, ...change })).rejects.toMatchObject({
      kind: 'usage',
    });
  });
});

describe('a model from a folder', () => {
  test('is copied and loads; that it is not the published one is said', async () => {
    await writeStandIn(join(folder, 'stick'));
    const { copied, unlike } = await copyModel({ from: join(folder, 'stick'), modelsDir });
    expect(copied).toHaveLength(5);
    expect(unlike).toContain('onnx/audio_model_quantized.onnx');
    const clap = await loadClap({ modelsDir });
    expect(clap.hasText).toBe(true);
    await clap.close();
  });

  test('may be the model itself, in the other precision, without text', async () => {
    const from = await writeStandIn(join(folder, 'stick'), { dtype: 'fp32' });
    await rm(join(from, 'onnx/text_model.onnx'));
    const { copied } = await copyModel({ from, modelsDir });
    expect(copied).toContain('onnx/audio_model.onnx');
    expect(copied).not.toContain('onnx/text_model.onnx');
  });

  test('is not copied into one that is being downloaded', async () => {
    await writeStandIn(join(folder, 'stick'), { id: ID });
    await writeStandIn(join(folder, 'hub'), { id: ID });
    hub.oddities.push(stallAfter(9));
    const stop = new AbortController();
    let begun = () => {};
    const begins = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const options = { modelsDir, id: ID, endpoint: hub.url, signal: stop.signal, onProgress: () => begun() };
    const fetching = fetchModel(options).catch(() => 'stopped');
    await begins;
    await expect(copyModel({ from: join(folder, 'stick'), modelsDir, id: ID })).rejects.toMatchObject({ kind: 'busy' });
    stop.abort();
    expect(await fetching).toBe('stopped');
  });

  test('that holds none is an error in one line', async () => {
    await expect(copyModel({ from: folder, modelsDir })).rejects.toMatchObject({ kind: 'not-found' });
  });
});
