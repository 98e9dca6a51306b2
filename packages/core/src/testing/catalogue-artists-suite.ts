import { expect, test } from 'vitest';
import { type CatalogueStore, createCatalogEditing, type Song } from '../catalog/index.ts';
import { newId } from '../shared/index.ts';
import { at, noPictures, prepareSong } from './catalogue-samples.ts';

/** What is done to all of an artist at once does the same on any engine. */
export function describeArtistActs(store: () => CatalogueStore): void {
  test('an artist goes into the trash with what is theirs alone, and comes back as it was', async () => {
    const { ids, artistId } = await fill(store());
    const [published = '', draft = '', foreign = '', alone = '', guest = '', old = ''] = ids;
    await editing(store(), 1).deleteSongs([old]);
    const { deleteArtist, restoreArtist } = editing(store(), 2);

    expect(await deleteArtist(artistId)).toBe(4);
    expect(await statesOf(store(), ids)).toEqual({
      [published]: 'trash',
      [draft]: 'trash',
      [foreign]: 'trash',
      [alone]: 'trash',
      [guest]: 'published',
      [old]: 'trash',
    });
    expect(await store().getArtist(artistId)).toMatchObject({ songCount: 1, albumCount: 0 });
    expect(await deleteArtist(artistId)).toBe(0);

    expect(await restoreArtist(artistId)).toMatchObject({ name: 'Ada', albumCount: 1 });
    expect(await statesOf(store(), ids)).toEqual({
      [published]: 'published',
      [draft]: 'draft',
      [foreign]: 'published',
      [alone]: 'published',
      [guest]: 'published',
      [old]: 'trash',
    });
  });

  test('an artist is hidden and published with what is theirs alone, but for the trash', async () => {
    const { ids, artistId } = await fill(store());
    const [guest = '', old = ''] = ids.slice(-2);
    await editing(store(), 1).deleteSongs([old]);
    const { changeArtist, restoreSongs } = editing(store(), 2);
    const allBut = (theirs: string) =>
      Object.fromEntries(ids.map((id) => [id, id === guest || id === old ? 'published' : theirs]));

    expect(await changeArtist(artistId, { published: true })).toMatchObject({ albumCount: 1 });
    expect(await statesOf(store(), ids)).toEqual({ ...allBut('published'), [old]: 'trash' });
    const hidden = await changeArtist(artistId, { name: 'Ada L.', published: false });
    expect(hidden).toMatchObject({ name: 'Ada L.', songCount: 1, albumCount: 0 });
    await restoreSongs([old]);
    expect(await statesOf(store(), ids)).toEqual(allBut('draft'));
  });

  test('an artist who does not exist is not found', async () => {
    const { changeArtist, deleteArtist, restoreArtist } = editing(store(), 0);
    const acts = [
      deleteArtist,
      restoreArtist,
      (id: string) => changeArtist(id, { published: true }),
    ];
    for (const act of acts) await expect(act(newId())).rejects.toMatchObject({ code: 'not_found' });
  });
}

const editing = (catalogue: CatalogueStore, minute: number) =>
  createCatalogEditing({
    catalogue,
    references: { forgetSong: async () => {}, moveArtist: async () => {} },
    pictures: noPictures,
    events: { publish: async () => {} },
    clock: { now: () => at(minute) },
    newId,
  });

/**
 * Ada's songs: one published and one draft on an album of hers, one of Bert's there, one of hers on
 * a compilation, one of both on an album of his, and one more on hers.
 */
async function fill(store: CatalogueStore): Promise<{ ids: string[]; artistId: string }> {
  const hers = { albumTitle: 'Hers', albumArtist: 'Ada' };
  const songs: Song[] = [];
  for (const options of [
    { artists: ['Ada'], ...hers },
    { artists: ['Ada', 'Bert'], ...hers, published: false },
    { artists: ['Bert'], ...hers },
    { artists: ['Ada'], albumTitle: 'Hits', albumArtist: 'Various artists' },
    { artists: ['Bert', 'Ada'], albumTitle: 'His' },
    { artists: ['Ada'], ...hers },
  ]) {
    songs.push((await store.addSong(await prepareSong(store, options))).song);
  }
  return { ids: songs.map(({ id }) => id), artistId: songs[0]?.album.artistId ?? '' };
}

async function statesOf(store: CatalogueStore, ids: readonly string[]) {
  const songs = await store.getSongs(ids);
  const stateOf = (song: Song) => (song.published ? 'published' : 'draft');
  return Object.fromEntries(
    songs.map((song) => [song.id, song.deletedAt ? 'trash' : stateOf(song)]),
  );
}
