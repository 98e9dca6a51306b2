import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, networkError } from './problem.ts';
import { rememberedOffline } from './remembered.ts';

describe('what the app needs to open', () => {
  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      setItem: (key: string, value: string) => kept.set(key, value),
      getItem: (key: string) => kept.get(key) ?? null,
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const fails = (error: Error) => () => Promise.reject(error);

  it.each([networkError(), new ApiError('unavailable', '', undefined, 503)])(
    'is remembered while the server is gone, also behind a proxy that answers: $code',
    async (gone) => {
      await expect(rememberedOffline('me', fails(gone))).rejects.toBe(gone);
      await rememberedOffline('me', async () => ({ name: 'Ada' }));
      expect(await rememberedOffline('me', fails(gone))).toEqual({ name: 'Ada' });
    },
  );

  it('is not what was known where the server says something else', async () => {
    await rememberedOffline('me', async () => ({ name: 'Ada' }));
    const refusal = new ApiError('forbidden', '', undefined, 403);
    await expect(rememberedOffline('me', fails(refusal))).rejects.toBe(refusal);
  });
});
