import { describe, expect, it } from 'vitest';
import { differencesAsXml } from '../acceptance/harness/subsonic.ts';
import { faultsOf } from '../fixtures/opensubsonic/validate.ts';

describe('what checks answers of OpenSubsonic', () => {
  const head = {
    status: 'ok',
    version: '1',
    type: 'x',
    serverVersion: '1',
    openSubsonic: true,
  };
  const song = { id: 'so-1', isDir: false, title: 'x' };

  it('finds slips', () => {
    const faults = (fields: object) =>
      faultsOf('getSong', { 'subsonic-response': { ...head, ...fields } });
    const failed = { status: 'failed', error: { code: 70 } };
    expect(faults({ song })).toEqual([]);
    expect(faults(failed)).toEqual([]);
    for (const slip of [
      {},
      { song: { ...song, title: 1 } },
      { song: { ...song, titel: 'x' } },
      { song, b: 1 },
      { song, status: 'fine' },
      { song, status: 'failed' },
      { ...failed, status: 'ok' },
      { ...failed, error: { code: 71 } },
      { ...failed, error: { code: '70' } },
      { ...failed, error: {} },
    ]) {
      expect(faults(slip), JSON.stringify(slip)).not.toEqual([]);
    }
  });

  it('finds what is not the same as XML, or is there alone', () => {
    const answer = {
      ...head,
      lyrics: { value: '' },
      songs: { song: [song, { ...song, id: 'b' }] },
    };
    const root = 'version="1" type="x" serverVersion="1" openSubsonic="true"';
    const one = '<song id="so-1" isDir="false" title="x"/>';
    const other = one.replace('so-1', 'b');
    const found = (songs: string, more = '', rest = '', options = {}) =>
      differencesAsXml(
        answer,
        `<subsonic-response xmlns="http://subsonic.org/restapi" status="ok" ${root}${more}><lyrics/>${songs}${rest}</subsonic-response>`,
        options,
      );
    const songs = `<songs>${one}${other}</songs>`;
    const shuffled = `<songs>${other}${one}</songs>`;
    expect(found(songs)).toEqual([]);
    expect(found(shuffled)).not.toEqual([]);
    expect(found(shuffled, '', '', { anyOrder: true })).toEqual([]);
    expect(found(songs, ' more="1"')).toEqual(['/more (in XML alone)']);
    expect(found(songs, '', '<more/>')).toEqual(['/more (in XML alone)']);
    expect(found(songs.replace('title="x"', 'title="x" titel="x"'))).toEqual([
      '/songs/song[0]/titel (in XML alone)',
    ]);
    expect(found(songs.replace('/>', '>text</song>'))).toEqual([
      '/songs/song[0]/value (in XML alone)',
    ]);
    expect(found(songs.replace('title="x"', ''))).toEqual(['/songs/song[0]/title']);
    expect(found(`<songs>${one}</songs>`)).toEqual(['/songs/song (1 of 2)']);
    expect(found('')).toEqual(['/songs']);
    expect(differencesAsXml({}, '<subsonic-response/>')).toEqual(['/xmlns']);
  });
});
