import { expect, test } from 'vitest';
import { createImports, sweepImports } from './index.ts';
import { createWorld, ROOT } from './testing/world.ts';

const admin = { userId: 'ada' };

test('only the folders that were named are imported', async () => {
  const world = createWorld();
  world.put('A/1.flac', { sound: 'one' });
  world.folders.put('/secret/2.flac', '{}');
  world.folders.link(`${ROOT}/A/out`, '/secret');
  const imports = createImports({ ...world.deps, roots: [`${ROOT}/A`] });
  for (const path of [ROOT, '/secret', `${ROOT}/A/out`]) {
    await expect(imports.start(admin, path)).rejects.toMatchObject({ code: 'forbidden' });
  }
  expect(await imports.start(admin, `${ROOT}/A`)).toMatchObject({
    folder: `${ROOT}/A`,
    state: 'queued',
  });
});

test('an import whose job was lost is sent again, once it is silent for long enough', async () => {
  const world = createWorld();
  world.put('1.flac', { sound: 'one' });
  const imports = createImports({ ...world.deps, roots: null });
  const { id } = await imports.start(admin, ROOT);
  const sweep = (seconds: number) =>
    sweepImports({ ...world.deps, clock: { now: () => new Date(seconds * 1000) } }, 60_000);
  expect(await sweep(60)).toBe(0);
  expect(await sweep(61)).toBe(1);
  expect(await sweep(120)).toBe(0);
  expect(world.sent).toHaveLength(2);
  await imports.cancel(id);
  expect(await sweep(1000)).toBe(0);
});

test('lists come page by page', async () => {
  const world = createWorld();
  world.folders.put(`${ROOT}/a.mp3`, 'no');
  world.folders.put(`${ROOT}/b.mp3`, 'no');
  const { id } = await world.import();
  await world.import();
  const imports = createImports({ ...world.deps, roots: null });
  const first = await imports.listProblems(id, { limit: 1 });
  const second = await imports.listProblems(id, { limit: 1, cursor: first.nextCursor ?? '' });
  expect([first, second].map(({ items }) => items[0]?.path)).toEqual(['a.mp3', 'b.mp3']);
  expect(second.nextCursor).toBeNull();
  expect((await imports.list({ limit: 10 })).items.map((each) => each.id)).toContain(id);
  await expect(imports.listProblems('nothing', { limit: 1 })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(imports.list({ limit: 1, cursor: first.nextCursor ?? '' })).rejects.toMatchObject({
    code: 'invalid_cursor',
  });
});
