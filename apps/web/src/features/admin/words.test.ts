import { expect, test } from 'vitest';
import { actionText, kindText, outcomeText } from './words.ts';

test.each([
  ['auth/sign-out', 'signed out'],
  ['mergeArtists', 'Merge artists'],
  ['auth/two-factor/verify-totp', 'Two factor verify totp'],
])('%s reads “%s”', (action, text) => expect(actionText(action)).toBe(text));

test('a kind without words of its own is named as it is', () => {
  expect(kindText('audio.process')).toBe('Make a song of an upload');
  expect(kindText('video.render')).toBe('video.render');
});

test('a refusal says why', () => {
  expect(outcomeText('done')).toBe('done');
  expect(outcomeText('invalid_credentials')).toBe('refused: invalid credentials');
});
